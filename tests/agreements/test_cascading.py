"""Hanging an indicator from one of a superior: choosing, searching, refusing circles, nothing overwritten unseen."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.cascade.actions import cascade_indicator
from audit.sentences import sentence, worded
from audit.trail import history
from indicators.domain.kinds import Figure
from organisation.enums import PositionKind, Role
from tests.agreements.stage import YEAR, user_in_office
from tests.factories import IndicatorFactory, ObjectiveFactory, PositionFactory, target_for, user_with_role


def measured(position, statement, **facts):
    """An indicator of the position with a target for the year."""
    indicator = IndicatorFactory(objective=ObjectiveFactory(position=position), statement=statement, **facts)
    target_for(indicator, Figure(Decimal(80)), YEAR)
    return indicator


@pytest.fixture
def top(stage):
    """What the Bupati promises."""
    return measured(stage.bupati, "Indeks pelayanan publik")


@pytest.fixture
def own(stage):
    """What the head promises."""
    return measured(stage.head, "Indeks layanan dinas")


@pytest.fixture
def elsewhere(stage):
    """What another head promises."""
    return measured(PositionFactory(title="Kepala Dinas Lain", reports_to=stage.bupati), "Rahasia dinas lain")


def address(indicator, **chosen):
    return reverse("agreements:cascade_edit", args=[indicator.pk], query={"tahun": YEAR, **chosen})


def save(client, user, indicator, parent, kind, seen="/", **chosen):
    client.force_login(user)
    data = {"parent": parent.pk if parent else "", "kind": kind, "seen": seen}
    return client.post(address(indicator, **chosen), data)


def shown(answer) -> str:
    return " ".join(answer.content.decode().split())


# --- Works ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["adopted", "narrowed", "component", "new"])
def test_the_head_hangs_an_indicator_from_one_of_the_superior(stage, client, top, own, kind):
    answer = save(client, stage.head_user, own, top, kind)
    assert answer.url == f"{reverse('agreements:cascade_show')}?tahun={YEAR}&jabatan={stage.head.pk}"
    own.refresh_from_db()
    assert (own.supports, own.cascade_kind) == (top, kind)


def test_the_trail_tells_who_changed_what(stage, top, own):
    cascade_indicator(own, parent=top, kind="narrowed", by=stage.head_user)
    cascade_indicator(own, parent=top, kind="narrowed", by=stage.head_user)
    (event,) = history(own)
    assert sentence(event) == "mengatur kaitan indikator dengan atasan"
    written = [(change.label, change.before, change.after) for change in worded([event])[0].changes]
    assert written == [
        ("Indikator atasan", "–", "Indeks pelayanan publik"),
        ("Cara menurunkan", "–", "Lingkup dipersempit"),
    ]


def test_the_link_can_be_taken_away_again(stage, client, top, own):
    cascade_indicator(own, parent=top, kind="adopted", by=stage.section)
    save(client, stage.operator, own, None, "", seen=f"{top.pk}/adopted")
    own.refresh_from_db()
    assert (own.supports, own.cascade_kind) == (None, "")


def test_the_page_offers_the_line_of_superiors_without_figures_out_of_scope(stage, client, top, own):
    client.force_login(stage.head_user)
    page = shown(client.get(address(own)))
    assert "Bupati Contoh" in page
    assert "Indeks pelayanan publik" in page
    assert "target 80" not in page
    client.force_login(stage.section)
    assert "target 80 %" in shown(client.get(address(own)))


def test_a_search_finds_indicators_of_other_parts_and_the_choice_can_be_saved(stage, client, own, elsewhere):
    client.force_login(stage.section)
    page = shown(client.get(address(own, q="rahasia lain")))
    assert "Hasil pencarian “rahasia lain”" in page
    save(client, stage.section, own, elsewhere, "component", q="rahasia lain")
    own.refresh_from_db()
    assert own.supports == elsewhere


def test_the_queries_of_the_page_do_not_grow_with_the_candidates(
    stage, client, top, own, django_assert_max_num_queries
):
    for number in range(5):
        measured(stage.bupati, f"Indeks ke-{number}")
    client.force_login(stage.section)
    with django_assert_max_num_queries(16):
        client.get(address(own, q="indeks"))


def test_those_who_see_everything_read_the_history(stage, client, top, own):
    cascade_indicator(own, parent=top, kind="narrowed", by=stage.head_user)
    client.force_login(stage.section)
    assert "mengatur kaitan indikator dengan atasan" in shown(client.get(address(own)))


# --- Who may not ------------------------------------------------------------------------------------------------------


def test_readers_may_not_set_the_parent_and_strangers_do_not_find_it(stage, client, top, own):
    for role in (Role.INSPECTORATE, Role.ADMINISTRATOR):
        assert save(client, user_with_role(role), own, top, "adopted").status_code == 403
    assert save(client, stage.bupati_user, own, top, "adopted").status_code == 403
    stranger = user_in_office(PositionFactory(title="Camat", kind=PositionKind.DISTRICT_HEAD))
    assert save(client, stranger, own, top, "adopted").status_code == 404
    own.refresh_from_db()
    assert own.supports is None


def test_bappeda_which_keeps_the_plan_may_set_the_parent_too(client, top, own):
    assert save(client, user_with_role(Role.PLANNING_AGENCY), own, top, "adopted").status_code == 302
    own.refresh_from_db()
    assert own.supports == top


def test_a_search_finds_nothing_outside_the_scope_and_such_a_parent_is_refused(stage, client, own, elsewhere):
    client.force_login(stage.head_user)
    assert "Tidak ada indikator lain dalam kewenangan Anda" in shown(client.get(address(own, q="rahasia")))
    answer = save(client, stage.head_user, own, elsewhere, "component", q="rahasia")
    assert "Pilih indikator dari daftar, atau cari lebih dahulu." in shown(answer)


def test_a_parent_outside_the_scope_can_be_kept_but_not_read(stage, client, own, elsewhere):
    cascade_indicator(own, parent=elsewhere, kind="component", by=stage.section)
    client.force_login(stage.head_user)
    page = shown(client.get(address(own)))
    assert "Rahasia dinas lain" not in page
    assert "mengatur kaitan" not in page
    assert "Indikator di luar kewenangan Anda" in page
    save(client, stage.head_user, own, elsewhere, "narrowed", seen=f"{elsewhere.pk}/component")
    own.refresh_from_db()
    assert (own.supports, own.cascade_kind) == (elsewhere, "narrowed")


# --- Refused ----------------------------------------------------------------------------------------------------------


def test_a_circle_is_refused_with_a_sentence_and_nothing_is_stored(stage, client, top, own):
    cascade_indicator(own, parent=top, kind="adopted", by=stage.section)
    answer = save(client, stage.section, top, own, "adopted", q="Indeks layanan")
    assert "“Indeks layanan dinas” tidak dapat menjadi indikator atasan, karena ia sendiri berada di bawah" in shown(
        answer
    )
    top.refresh_from_db()
    assert top.supports is None
    assert not history(top)


def test_an_indicator_cannot_support_itself(stage, own):
    with pytest.raises(ValidationError, match="tidak dapat mendukung dirinya sendiri"):
        cascade_indicator(own, parent=own, kind="adopted", by=stage.section)


def test_a_parent_without_a_kind_and_a_kind_without_a_parent_are_refused(stage, client, top, own):
    assert "Pilih cara menurunkan dari indikator atasan." in shown(save(client, stage.section, own, top, ""))
    assert "“Adopsi langsung” memerlukan indikator atasan." in shown(save(client, stage.section, own, None, "adopted"))
    for parent, kind in ((top, ""), (None, "component")):
        with pytest.raises(ValidationError):
            cascade_indicator(own, parent=parent, kind=kind, by=stage.section)
    save(client, stage.section, own, None, "new")
    own.refresh_from_db()
    assert (own.supports, own.cascade_kind) == (None, "new")


def test_who_comes_second_sees_what_the_first_stored_and_may_replace_it(stage, client, top, own):
    other = measured(stage.bupati, "Indeks kepuasan")
    cascade_indicator(own, parent=top, kind="adopted", by=stage.head_user)
    answer = save(client, stage.operator, own, other, "narrowed")
    assert "orang lain menyimpan: indikator atasan “Indeks pelayanan publik”, Adopsi langsung" in shown(answer)
    assert f'value="{top.pk}/adopted"' in shown(answer)
    own.refresh_from_db()
    assert own.supports == top
    save(client, stage.operator, own, other, "narrowed", seen=f"{top.pk}/adopted")
    own.refresh_from_db()
    assert own.supports == other


def test_a_position_without_a_superior_says_what_to_do(stage, client):
    lonely = measured(PositionFactory(title="Kepala Kantor"), "Indeks kantor")
    client.force_login(stage.section)
    assert "Atasan jabatan ini belum ditetapkan" in shown(client.get(address(lonely)))


def test_nonsense_is_refused_in_words(stage, client, own):
    client.force_login(stage.section)
    answer = client.post(address(own), {"parent": "abc", "kind": "zzz", "seen": "/"})
    assert "Pilih indikator dari daftar" in shown(answer)
    assert "Pilih salah satu cara menurunkan." in shown(answer)
