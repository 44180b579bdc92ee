"""Indicators with several parents: one is responsible, the others are supported; nothing is counted twice."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from agreements.cascade.actions import cascade_indicator
from agreements.copying.actions import draft_from_last_year
from agreements.domain.cascade import CascadeMark
from audit.sentences import worded
from audit.trail import history
from indicators.definitions.crosscutting import write_also_supports
from indicators.domain.kinds import Figure
from indicators.models import CrossCutting, Indicator
from organisation.enums import PositionKind
from organisation.models import Position
from tests import factories
from tests.agreements.stage import YEAR, drafted, user_in_office
from tests.agreements.test_cascading import address, measured, shown
from tests.factories import PositionFactory, WorkUnitFactory, target_for

TREE = reverse("agreements:cascade_show")


@pytest.fixture
def top(stage):
    """What the Bupati promises."""
    return measured(stage.bupati, "Prevalensi stunting")


@pytest.fixture
def other_top(stage):
    """A second promise of the Bupati."""
    return measured(stage.bupati, "Angka kematian bayi")


@pytest.fixture
def own(stage):
    """What the head promises, by a code that sorts last."""
    return measured(stage.head, "Balita ditimbang")


@pytest.fixture
def camat(stage):
    """Another office below the Bupati."""
    return PositionFactory(title="Camat Satu", kind=PositionKind.DISTRICT_HEAD, reports_to=stage.bupati)


@pytest.fixture
def elsewhere(camat):
    """What the other office promises."""
    return measured(camat, "Posyandu aktif")


def linked(own, top, *also, by):
    return cascade_indicator(own, parent=top, kind="component", also=also, by=by)


def save(client, user, indicator, parent, also=(), *, kind="component", seen="/", **typed):
    client.force_login(user)
    data = {"parent": parent.pk if parent else "", "also": [one.pk for one in also], "kind": kind, "seen": seen}
    return client.post(address(indicator), data | typed)


def supported(indicator):
    return set(Indicator.objects.get(pk=indicator.pk).also_supports.all())


def row_of(answer, indicator):
    """The row of the indicator on the tree, and how often the page holds it as a row of its own."""
    found = []

    def collect(branches):
        for branch in branches:
            found.extend(row for group in branch.groups for row in group.rows if row.id == indicator.pk)
            collect(branch.children)

    collect(answer.context["branches"])
    assert len(found) == 1
    return found[0]


def tree(client, user, **chosen):
    client.force_login(user)
    return client.get(TREE, {"tahun": YEAR, **chosen})


# --- The database -----------------------------------------------------------------------------------------------------


def checked():
    """Let the deferred guards speak now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()
        checked()


def test_the_database_refuses_itself_twice_circles_and_who_has_no_parent(top, own, elsewhere):
    refused(lambda: write_also_supports({own.pk: [elsewhere.pk]}))
    Indicator.objects.filter(pk=own.pk).update(supports=top)
    refused(lambda: write_also_supports({own.pk: [own.pk]}))
    refused(lambda: write_also_supports({own.pk: [top.pk]}))
    write_also_supports({own.pk: [elsewhere.pk]})
    checked()
    refused(lambda: CrossCutting.objects.create(supporter=own, supported=elsewhere))
    refused(lambda: Indicator.objects.filter(pk=own.pk).update(supports=elsewhere))
    refused(lambda: Indicator.objects.filter(pk=own.pk).update(supports=None))
    refused(lambda: Indicator.objects.filter(pk=elsewhere.pk).update(supports=own))
    refused(lambda: Indicator.objects.filter(pk=top.pk).update(supports=own))


def test_a_circle_over_both_kinds_of_parent_is_found(top, own, elsewhere, other_top):
    Indicator.objects.filter(pk=own.pk).update(supports=top)
    Indicator.objects.filter(pk=elsewhere.pk).update(supports=other_top)
    write_also_supports({own.pk: [elsewhere.pk]})
    checked()
    refused(lambda: write_also_supports({elsewhere.pk: [own.pk]}))
    write_also_supports({elsewhere.pk: [top.pk]})
    checked()


def test_one_transaction_may_turn_the_parents_around(top, own, elsewhere):
    Indicator.objects.filter(pk=own.pk).update(supports=top)
    write_also_supports({own.pk: [elsewhere.pk]})
    checked()
    Indicator.objects.filter(pk=own.pk).update(supports=elsewhere)
    write_also_supports({own.pk: [top.pk]})
    checked()


def test_what_others_support_is_not_deleted_and_a_supporter_takes_its_links_along(top, own, elsewhere):
    Indicator.objects.filter(pk=own.pk).update(supports=top)
    write_also_supports({own.pk: [elsewhere.pk]})
    elsewhere.targets.all().delete()
    with pytest.raises(ProtectedError):
        elsewhere.delete()
    own.targets.all().delete()
    own.delete()
    assert not CrossCutting.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_cannot_make_a_circle_together():
    one, other, above = factories.IndicatorFactory.create_batch(3)
    Indicator.objects.filter(pk__in=[one.pk, other.pk]).update(supports=above)
    person, start = factories.UserFactory(), threading.Barrier(2)

    def link(pair) -> str:
        try:
            start.wait(timeout=30)
            linked(pair[0], above, pair[1], by=person)
        except ValidationError as refusal:
            return " ".join(refusal.messages)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as people:
        said = list(people.map(link, [(one, other), (other, one)]))
    assert said.count("done") == 1
    assert any("karena ia sendiri berada di bawah" in words for words in said)
    assert CrossCutting.objects.count() == 1


# --- The page ---------------------------------------------------------------------------------------------------------


def test_further_parents_are_chosen_with_the_parent_and_taken_away_again(stage, client, top, other_top, own):
    assert save(client, stage.section, own, top, [other_top]).status_code == 302
    assert supported(own) == {other_top}
    save(client, stage.section, own, top, seen=f"{top.pk}/component/{other_top.pk}")
    assert supported(own) == set()


def test_the_trail_tells_what_is_supported_beside_the_parent(stage, top, other_top, own):
    linked(own, top, by=stage.section)
    linked(own, top, other_top, by=stage.section)
    linked(own, top, other_top, by=stage.section)
    newest, _ = worded(history(own))
    assert [(one.label, one.before, one.after) for one in newest.changes] == [
        ("Ikut mendukung", "–", "Angka kematian bayi")
    ]


def test_a_search_keeps_what_was_chosen_and_stores_nothing(stage, client, top, own, elsewhere, other_top):
    answer = save(client, stage.section, own, top, [other_top], kind="narrowed", cari="ya", q="posyandu")
    assert answer.status_code == 200
    page = shown(answer)
    assert "Hasil pencarian “posyandu”" in page
    assert "Ada yang perlu diperbaiki" not in page
    assert f'id="induk-{top.pk}" value="{top.pk}" checked' in page
    assert f'id="ikut-{other_top.pk}" value="{other_top.pk}" checked' in page
    assert 'value="narrowed" checked' in page
    assert Indicator.objects.get(pk=own.pk).supports is None
    later = shown(save(client, stage.section, own, top, [elsewhere], cari="ya", q="tidak ada yang begini"))
    assert "Pilihan dari luar garis atasan" in later
    assert f'id="ikut-{elsewhere.pk}" value="{elsewhere.pk}" checked' in later
    assert save(client, stage.section, own, top, [elsewhere]).status_code == 302
    assert supported(own) == {elsewhere}


def test_the_page_says_what_is_wrong_and_keeps_the_choice(stage, client, top, own, other_top):
    page = shown(save(client, stage.section, own, None, [other_top], kind=""))
    assert "Pilih indikator atasan penanggung jawab lebih dahulu" in page
    assert f'id="ikut-{other_top.pk}" value="{other_top.pk}" checked' in page
    page = shown(save(client, stage.section, own, top, [top, other_top]))
    assert "“Prevalensi stunting” sudah dipilih sebagai penanggung jawab." in page
    assert f'id="ikut-{other_top.pk}" value="{other_top.pk}" checked' in page
    assert supported(own) == set()


def test_a_circle_is_told_at_the_one_that_makes_it(stage, client, top, own, elsewhere, other_top):
    linked(elsewhere, top, own, by=stage.section)
    page = shown(save(client, stage.section, own, top, [other_top, elsewhere]))
    assert "“Posyandu aktif” tidak dapat menjadi indikator atasan, karena ia sendiri berada di bawah “Balita" in page
    assert page.count("tidak dapat menjadi indikator atasan") == 2  # in the summary, and at the field
    assert supported(own) == set()


def test_what_has_no_target_is_the_same_office_or_out_of_scope_is_refused_in_words(stage, client, top, own, elsewhere):
    unmeasured = factories.IndicatorFactory(statement="Tanpa target")
    neighbour = measured(stage.head, "Milik sendiri")
    page = shown(save(client, stage.section, own, top, [unmeasured, neighbour]))
    assert f"“Tanpa target” tidak bertarget {YEAR}." in page
    assert "“Milik sendiri” milik jabatan yang sama." in page
    assert f"“Tanpa target” tidak bertarget {YEAR}." in shown(save(client, stage.section, own, unmeasured))
    for one in (elsewhere, Indicator(pk=999_999)):
        page = shown(save(client, stage.head_user, own, top, [one]))
        assert "Pilihan pendukung ini tidak ada atau di luar kewenangan Anda." in page
    assert "Posyandu aktif" not in page
    assert supported(own) == set()


def test_what_others_chose_out_of_scope_is_kept_and_not_named(stage, client, top, own, elsewhere):
    linked(own, top, elsewhere, by=stage.section)
    client.force_login(stage.head_user)
    page = shown(client.get(address(own)))
    assert "Posyandu aktif" not in page
    assert "ikut mendukung “Indikator di luar kewenangan Anda”" in page
    seen = f"{top.pk}/component/{elsewhere.pk}"
    assert save(client, stage.head_user, own, top, [elsewhere], kind="narrowed", seen=seen).status_code == 302
    assert supported(own) == {elsewhere}


def test_nobody_overwrites_further_parents_that_were_not_seen(stage, client, top, own, other_top):
    linked(own, top, by=stage.section)
    seen = f"{top.pk}/component"
    linked(own, top, other_top, by=stage.section)
    page = shown(save(client, stage.head_user, own, top, seen=seen))
    assert "orang lain menyimpan: indikator atasan “Prevalensi stunting”" in page
    assert "ikut mendukung “Angka kematian bayi”" in page
    assert supported(own) == {other_top}


def test_those_who_may_not_change_nothing(stage, client, top, own, other_top):
    assert save(client, stage.bupati_user, own, top, [other_top]).status_code == 403
    stranger = user_in_office(PositionFactory(title="Camat", kind=PositionKind.DISTRICT_HEAD))
    assert save(client, stranger, own, top, [other_top]).status_code == 404
    assert supported(own) == set()


@pytest.mark.parametrize("many", [1, 4])
def test_the_queries_of_the_page_do_not_grow_with_the_parents(
    stage, client, top, own, camat, many, django_assert_max_num_queries
):
    further = [measured(camat, f"Posyandu {number}") for number in range(many)]
    linked(own, top, *further, by=stage.section)
    client.force_login(stage.section)
    with django_assert_max_num_queries(17):
        client.get(address(own))


# --- The tree ---------------------------------------------------------------------------------------------------------


def test_the_indicator_stands_below_each_parent_and_is_counted_once(stage, client, top, own, elsewhere):
    before = tree(client, stage.section).context["choice"]
    linked(elsewhere, top, by=stage.section)
    linked(own, top, elsewhere, by=stage.section)
    answer = tree(client, stage.section)
    choice = answer.context["choice"]
    assert choice.indicators == before.indicators
    assert choice.sums[stage.bupati.pk].rows == before.sums[stage.bupati.pk].rows
    assert [one.named for one in row_of(answer, own).also] == ["Posyandu aktif – Camat Satu"]
    assert row_of(answer, elsewhere).supporters_in_words == (
        "Balita ditimbang – Kepala Dinas Kesehatan (penanggung jawab: Prevalensi stunting – Bupati Contoh)",
    )
    assert row_of(answer, top).supporters == ()
    page = " ".join(answer.content.decode().split())
    assert "– Kepala Dinas Kesehatan; penanggung jawab: Prevalensi stunting – Bupati Contoh" in page


def test_a_supported_indicator_is_not_without_support(stage, client, top, own, other_top):
    def marks():
        return {finding.mark for finding in row_of(tree(client, stage.section), other_top).findings}

    linked(own, top, by=stage.section)
    assert CascadeMark.NO_SUPPORT in marks()
    linked(own, top, other_top, by=stage.section)
    assert CascadeMark.NO_SUPPORT not in marks()


def test_supporters_and_parents_out_of_scope_are_counted_and_not_named(stage, client, top, own, elsewhere, camat):
    third = measured(camat, "Ibu hamil diperiksa")
    linked(elsewhere, top, own, by=stage.section)
    linked(third, top, own, by=stage.section)
    linked(own, top, by=stage.section)
    answer = tree(client, stage.head_user)
    assert row_of(answer, own).supporters == ()
    assert row_of(answer, own).unlisted == "2 pendukung di luar kewenangan Anda"
    for hidden in ("Posyandu aktif", "Ibu hamil diperiksa", "Camat Satu"):
        assert hidden not in answer.content.decode()
    answer = tree(client, user_in_office(camat))
    assert [one.named for one in row_of(answer, third).also] == ["Indikator di luar kewenangan Anda"]
    assert "Balita ditimbang" not in answer.content.decode()


def test_many_supporters_are_listed_up_to_ten(stage, client, top, own, camat):
    for number in range(12):
        linked(measured(camat, f"Pendukung {number}"), top, own, by=stage.section)
    row = row_of(tree(client, stage.section), own)
    assert len(row.supporters) == 10
    assert row.unlisted == "2 pendukung lainnya"


def test_an_indicator_without_target_in_the_year_supports_nothing(stage, client, top, own, other_top):
    linked(own, top, other_top, by=stage.section)
    own.targets.all().delete()
    assert row_of(tree(client, stage.section), other_top).supporters == ()


def test_the_link_stays_when_the_pk_is_copied_and_the_unit_moves(stage, client, top, own, elsewhere):
    linked(own, top, elsewhere, by=stage.section)
    assert drafted(stage).lines.filter(indicator=own).exists()
    copied = draft_from_last_year(stage.head, YEAR + 1, by=stage.section, today=datetime.date(YEAR + 1, 1, 5))
    assert copied.lines.filter(indicator=own).exists()
    for indicator in (elsewhere, own):
        target_for(indicator, Figure(Decimal(80)), YEAR + 1)
    Position.objects.filter(pk=stage.head.pk).update(unit=WorkUnitFactory())
    for year in (YEAR, YEAR + 1):
        (supporter,) = row_of(tree(client, stage.section, tahun=year), elsewhere).supporters
        assert supporter.id == own.pk


@pytest.mark.parametrize("many", [1, 4])
def test_the_queries_of_the_tree_do_not_grow_with_the_links(
    stage, client, top, own, camat, many, django_assert_num_queries
):
    for number in range(many):
        linked(measured(camat, f"Pendukung {number}"), top, own, by=stage.section)
    client.force_login(stage.section)
    with django_assert_num_queries(13):
        client.get(TREE, {"tahun": YEAR})


def test_the_page_of_the_indicator_names_what_it_supports_in_scope(stage, client, top, own, elsewhere, other_top):
    linked(own, top, elsewhere, other_top, by=stage.section)
    detail = reverse("realisations:indicator_detail", args=[own.pk])
    client.force_login(stage.section)
    page = shown(client.get(detail))
    assert "Posyandu aktif" in page
    assert "Angka kematian bayi" in page
    client.force_login(stage.head_user)
    page = shown(client.get(detail))
    assert "Posyandu aktif" not in page
    assert "2 indikator di luar kewenangan Anda" in page
