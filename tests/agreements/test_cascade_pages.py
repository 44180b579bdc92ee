"""The performance tree: what stands where, what is marked, who sees which branch, how large the page gets."""

import gzip
from decimal import Decimal

import pytest
from django.urls import reverse

from agreements.domain.cascade import CascadeMark
from agreements.drafting.actions import draft_agreement
from indicators.domain.kinds import Figure
from indicators.models import Indicator, Objective, Target
from organisation.enums import PositionKind, Role, WorkUnitKind
from organisation.models import Position, User, WorkUnit
from tests.agreements.stage import TODAY, YEAR, drafted, indicators_of, user_in_office
from tests.databases import count_rows
from tests.factories import (
    IndicatorFactory,
    ObjectiveFactory,
    PositionFactory,
    TargetFactory,
    WorkUnitFactory,
    target_for,
    user_with_role,
)

TREE = reverse("agreements:cascade_show")


def page(client, user, **chosen):
    client.force_login(user)
    return client.get(TREE, {"tahun": YEAR, **chosen})


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def measured(position, *, target=80, **facts):
    """An indicator of the position with a target for the year."""
    indicator = IndicatorFactory(objective=ObjectiveFactory(position=position), **facts)
    target_for(indicator, Figure(Decimal(target)), YEAR)
    return indicator


def marks(answer) -> dict[int, set[CascadeMark]]:
    """The marks of every indicator on the page."""
    found = {}

    def collect(branches):
        for branch in branches:
            for group in branch.groups:
                for row in group.rows:
                    found[row.id] = {finding.mark for finding in row.findings}
            collect(branch.children)

    collect(answer.context["branches"])
    return found


@pytest.fixture
def line(stage):
    """An indicator of the Bupati, one of the head that adopts it, and a field below with one of its own."""
    field = PositionFactory(
        unit=WorkUnitFactory(name="Bidang Layanan", kind=WorkUnitKind.DIVISION, parent=stage.head.unit),
        title="Kepala Bidang Layanan",
        kind=PositionKind.ADMINISTRATOR,
        reports_to=stage.head,
    )
    top = measured(stage.bupati, statement="Indeks pelayanan publik", target=85)
    adopted = measured(
        stage.head, statement="Indeks layanan dinas", supports=top, cascade_kind="adopted", target=80, is_key=True
    )
    below = measured(field, statement="Persentase loket tertib")
    return {"stage": stage, "field": field, "top": top, "adopted": adopted, "below": below}


# --- Works ------------------------------------------------------------------------------------------------------------


def test_the_tree_goes_from_the_regional_head_down_and_marks_in_words(line, client):
    stage = line["stage"]
    drafted(stage)
    answer = page(client, stage.section)
    (bupati,) = answer.context["branches"]
    (head,) = bupati.children
    (field,) = head.children
    assert [bupati.position, head.position, field.position] == [stage.bupati, stage.head, line["field"]]
    found = marks(answer)
    assert found[line["top"].pk] == set()
    assert found[line["adopted"].pk] == {CascadeMark.WEAKER_TARGET, CascadeMark.NO_SUPPORT}
    assert found[line["below"].pk] == {CascadeMark.NO_PARENT}
    shown = text(answer)
    for words in (
        "Tanpa indikator atasan: 4",
        "Belum didukung bawahan: 4",
        "Target lebih lemah dari atasan: 1",
        "IKU belum ada di PK kepala: 0",
        "Adopsi langsung:",
        "Target lebih rendah daripada target indikator atasan yang diadopsi langsung.",
        "Administrator (Eselon III)",
        "target 85 %",
    ):
        assert words in shown
    assert shown.count("<details open>") == 1


def test_a_key_indicator_missing_in_the_heads_newest_standing_pk_is_marked(line, client):
    stage = line["stage"]
    agreement = drafted(stage)
    agreement.lines.filter(indicator=line["adopted"]).delete()
    assert CascadeMark.KEY_MISSING in marks(page(client, stage.section))[line["adopted"].pk]
    agreement.status = "cancelled"
    agreement.save()
    answer = page(client, stage.section)
    assert CascadeMark.KEY_MISSING not in marks(answer)[line["adopted"].pk]
    assert "PK 2026 belum disusun, jadi muatan IKU-nya belum dapat diperiksa." in text(answer)


def test_only_marked_indicators_or_one_mark_can_be_asked_for(line, client):
    stage = line["stage"]
    everything = marks(page(client, stage.section))
    marked = marks(page(client, stage.section, tanda="ada"))
    assert set(marked) == {pk for pk, found in everything.items() if found}
    assert set(marks(page(client, stage.section, tanda="target-lebih-lemah"))) == {line["adopted"].pk}
    assert set(marks(page(client, stage.section, tanda="omong-kosong"))) == set(everything)


def test_one_position_can_stand_at_the_top_with_the_way_up_above_it(line, client):
    answer = page(client, line["stage"].section, jabatan=line["field"].pk)
    (field,) = answer.context["branches"]
    assert field.position == line["field"]
    assert [title for title, _ in answer.context["trail"]] == ["Bupati Contoh", "Kepala Dinas Kesehatan"]
    assert marks(answer)[line["below"].pk] == {CascadeMark.NO_PARENT}


def test_the_parent_is_compared_although_the_unit_filter_leaves_it_out(line, client):
    stage = line["stage"]
    answer = page(client, stage.section, unit=stage.head.unit_id)
    (head,) = answer.context["branches"]
    assert head.position == stage.head
    assert head.note.startswith("Atasan langsung: Bupati Contoh.")
    assert CascadeMark.WEAKER_TARGET in marks(answer)[line["adopted"].pk]


def test_a_position_without_a_superior_keeps_its_branch(stage, client):
    lost = PositionFactory(title="Kepala Kantor Lepas", kind=PositionKind.ADMINISTRATOR)
    indicators_of(lost, 1)
    bupati, other = page(client, stage.section).context["branches"]
    assert bupati.position == stage.bupati
    assert other.position == lost
    assert other.note == "Atasan langsung jabatan ini belum ditetapkan."


def test_the_list_of_agreements_and_an_agreement_lead_to_the_tree(stage, client):
    client.force_login(stage.head_user)
    assert TREE in client.get(reverse("agreements:agreement_list"), {"tahun": YEAR}).content.decode()
    agreement = drafted(stage)
    detail = client.get(agreement.get_absolute_url()).content.decode()
    assert f"{TREE}?tahun={YEAR}&amp;jabatan={stage.head.pk}" in detail


# --- Who may not ------------------------------------------------------------------------------------------------------


def test_branches_outside_the_scope_are_not_shown_and_parents_there_are_not_told(line, client):
    stage = line["stage"]
    answer = page(client, stage.head_user)
    shown = text(answer)
    assert [branch.position for branch in answer.context["branches"]] == [stage.head]
    assert "Indeks pelayanan publik" not in shown
    assert "target 85" not in shown
    assert "Indikator di luar kewenangan Anda" in shown
    assert "Atasannya di luar kewenangan Anda." in shown
    assert CascadeMark.WEAKER_TARGET not in marks(answer)[line["adopted"].pk]
    assert CascadeMark.NO_PARENT not in marks(answer)[line["adopted"].pk]


def test_a_supporter_outside_the_scope_counts_without_being_named(line, client):
    other = PositionFactory(title="Kepala Dinas Lain", reports_to=line["stage"].bupati)
    measured(other, statement="Rahasia dinas lain", supports=line["adopted"], cascade_kind="component")
    answer = page(client, line["stage"].head_user)
    assert CascadeMark.NO_SUPPORT not in marks(answer)[line["adopted"].pk]
    assert "Rahasia dinas lain" not in text(answer)


def test_a_position_outside_the_scope_cannot_stand_at_the_top(line, client):
    assert page(client, line["stage"].head_user, jabatan=line["stage"].bupati.pk).status_code == 404
    assert page(client, line["stage"].section, jabatan=999_999_999).status_code == 404


def test_only_those_who_draft_the_pk_are_offered_to_set_the_parent(line, client):
    address = reverse("agreements:cascade_edit", args=[line["adopted"].pk])
    assert address in text(page(client, line["stage"].head_user))
    assert address not in text(page(client, user_with_role(Role.INSPECTORATE)))


# --- Refused, empty and bad -------------------------------------------------------------------------------------------


def test_a_year_without_targets_says_what_to_do(stage, client):
    shown = text(page(client, stage.section, tahun=2031))
    assert "Belum ada indikator bertarget 2031" in shown
    assert "Pertukaran data" in shown


def test_a_mark_that_nothing_has_is_good_news(line, client):
    shown = text(page(client, line["stage"].section, tanda="iku-belum-di-pk"))
    assert "Tidak ada indikator dengan tanda ini" in shown
    assert "Tampilkan semua indikator" in shown


@pytest.mark.parametrize("chosen", [{"jabatan": "x"}, {"halaman": "-1"}, {"halaman": "99"}, {"unit": "9" * 30}])
def test_nonsense_in_the_address_falls_back_to_the_default(line, client, chosen):
    answer = page(client, line["stage"].section, **chosen)
    assert answer.status_code == 200
    assert [branch.position for branch in answer.context["branches"]] == [line["stage"].bupati]


def test_long_words_are_cut_and_markup_is_text(stage, client):
    measured(stage.head, statement="W" * 5000)
    measured(stage.head, statement="<script>alert(1)</script>")
    shown = text(page(client, stage.section))
    assert f"{'W' * 299}…" in shown
    assert "W" * 300 not in shown
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


# --- Size -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heads", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(stage, client, django_assert_num_queries, heads):
    for number in range(heads - 1):
        position = PositionFactory(title=f"Kepala Dinas {number}", reports_to=stage.bupati)
        user_in_office(position)
        indicators_of(position, 1)
        draft_agreement(position, YEAR, by=stage.section, today=TODAY)
    drafted(stage)
    client.force_login(User.objects.get(pk=stage.section.pk))
    with django_assert_num_queries(13):
        answer = client.get(TREE, {"tahun": YEAR})
    assert answer.context["choice"].sums[stage.bupati.pk].positions == heads
    client.force_login(User.objects.get(pk=stage.section.pk))
    with django_assert_num_queries(14):
        client.get(TREE, {"tahun": YEAR, "unit": stage.head.unit_id})


def big_government(stage, *, heads: int, staff: int) -> None:
    """Heads below the Bupati with eight indicators each, and their subordinates with one."""
    units = WorkUnitFactory.create_batch(heads)
    superior = Position.objects.bulk_create(
        PositionFactory.build(code=f"H{n}", title=f"Kepala Dinas Urusan Ke-{n}", unit=unit, reports_to=stage.bupati)
        for n, unit in enumerate(units)
    )
    made = superior + Position.objects.bulk_create(
        PositionFactory.build(
            code=f"S{n}",
            title=f"Pelaksana Pelayanan Ke-{n}",
            kind=PositionKind.EXECUTING_STAFF,
            unit=units[n % heads],
            reports_to=superior[n % heads],
        )
        for n in range(staff)
    )
    objectives = Objective.objects.bulk_create(
        ObjectiveFactory.build(position=position, statement=f"Meningkatnya mutu layanan urusan {position.code}")
        for position in made
    )
    rows = Indicator.objects.bulk_create(
        IndicatorFactory.build(objective=objective, statement=f"Persentase layanan {objective.code} bagian {n}")
        for objective in objectives
        for n in range(8 if objective.position in superior else 1)
    )
    Target.objects.bulk_create(TargetFactory.build(indicator=row, year=YEAR) for row in rows)
    count_rows(WorkUnit, Position, Objective, Indicator, Target)


@pytest.mark.slow  # four thousand rows
def test_four_thousand_positions_stay_a_light_page(stage, client, django_assert_max_num_queries):
    big_government(stage, heads=45, staff=4000)
    client.force_login(User.objects.get(pk=stage.section.pk))
    for chosen in ({}, {"tanda": "ada"}, {"jabatan": stage.bupati.pk}):
        with django_assert_max_num_queries(15):
            answer = client.get(TREE, {"tahun": YEAR, **chosen})
        assert len(gzip.compress(answer.content)) <= 60_000
        (bupati,) = answer.context["branches"]
        assert bupati.sum.rows == 45 * 8 + 4000 + 3
        assert len(bupati.children) == 40
        assert "Tampilkan 89 jabatan di bawahnya" in answer.content.decode()


def test_thousands_side_by_side_are_shown_in_pages(stage, client):
    big_government(stage, heads=1, staff=1000)
    head = Position.objects.get(code="H0")
    first = page(client, stage.section, jabatan=head.pk)
    assert len(gzip.compress(first.content)) <= 60_000
    assert "Jabatan 1–40 dari 1000" in text(first)
    last = page(client, stage.section, jabatan=head.pk, halaman=99)
    assert "Jabatan 961–1000 dari 1000" in text(last)
    assert not marks(first).keys() & marks(last).keys() - {row.pk for row in head.objectives.get().indicators.all()}
