"""The season board: who sees it, what it counts, what it tells of each position, and that it stays cheap."""

import datetime

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from agreements.drafting.actions import draft_agreement
from agreements.enums import RevisionReason
from agreements.revision.actions import begin_revision
from audit.trail import history
from indicators.models import Policy
from organisation.enums import PositionKind
from organisation.models import User
from tests.agreements.stage import TODAY, approved, drafted, in_force, indicators_of, submitted, user_in_office
from tests.factories import PositionFactory, WorkUnitFactory, user_with_role

BOARD = reverse("agreements:season_board")


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to(datetime.datetime.combine(TODAY, datetime.time(9), datetime.UTC))


def board(client, user, **chosen):
    client.force_login(user)
    return client.get(BOARD, {"tahun": 2026, **chosen})


def titles(client, user, **chosen):
    return [item.row.position.title for item in board(client, user, **chosen).context["rows"]]


def counted(client, user, **chosen):
    return {state.label: state.count for state in board(client, user, **chosen).context["counts"]}


def gaps(client, user, **chosen):
    return {gap.label: gap.count for gap in board(client, user, **chosen).context["gaps"]}


def test_every_position_of_the_year_stands_in_one_state(stage, client):
    PositionFactory(title="Kepala Dinas Sosial", reports_to=stage.bupati)
    submitted(stage)
    assert counted(client, stage.section) == {"Belum disusun": 2, "Diajukan": 1}
    assert titles(client, stage.section, status="submitted") == ["Kepala Dinas Kesehatan"]


def test_a_revised_agreement_in_force_is_told_apart(stage, client):
    original = in_force(stage)
    assert counted(client, stage.section) == {"Belum disusun": 1, "Berlaku": 1}
    revision = begin_revision(original, by=stage.section, today=TODAY, reason=RevisionReason.STRATEGY)
    assert counted(client, stage.section) == {"Belum disusun": 1, "Draf": 1}
    revision.status, revision.signed_on = "in_force", TODAY
    original.status = "superseded"
    original.save(update_fields=["status"])
    revision.save(update_fields=["status", "signed_on"])
    assert counted(client, stage.section) == {"Belum disusun": 1, "Berlaku (diubah)": 1}
    assert titles(client, stage.section, status="superseded") == ["Kepala Dinas Kesehatan"]
    assert titles(client, stage.section, status="in_force") == []


def test_what_positions_lack_is_counted_and_leads_to_them(stage, client):
    vacant = PositionFactory(title="Kepala Dinas Sosial", reports_to=stage.bupati)
    orphan = PositionFactory(title="Camat Contoh", kind=PositionKind.DISTRICT_HEAD)
    user_in_office(orphan)
    User.objects.filter(employee__assignments__position=stage.head).update(is_active=False)
    assert gaps(client, stage.section) == {
        "Belum diajukan": 4,
        "Tanpa pejabat": 1,
        "Tanpa pengguna": 1,
        "Tanpa atasan": 1,
        "Tanpa anggaran": 2,
    }
    assert titles(client, stage.section, kurang="pejabat") == [vacant.title]
    assert titles(client, stage.section, kurang="pengguna") == [stage.head.title]
    assert titles(client, stage.section, kurang="atasan") == [orphan.title]
    assert titles(client, stage.section, kurang="anggaran") == [vacant.title, orphan.title]
    assert titles(client, stage.section, kurang="pengajuan", status="belum", jenjang="district_head") == [orphan.title]


@pytest.mark.parametrize("kind", ["deputy_regional_head", "assistant", "expert_staff", "functional", "executing_staff"])
def test_who_manages_no_programme_lacks_no_budget(stage, client, kind):
    PositionFactory(title="Jabatan tanpa program", kind=kind, reports_to=stage.bupati)
    assert gaps(client, stage.section, jenjang=kind) == {"Belum diajukan": 1, "Tanpa pejabat": 1}


def test_the_budget_of_the_regional_head_is_a_sum_and_never_missing(stage, client):
    assert gaps(client, stage.section, jenjang="regional_head") == {"Belum diajukan": 1}


def test_a_superior_finds_what_waits_for_the_own_decision(stage, client):
    submitted(stage)
    division = PositionFactory(
        title="Kepala Bidang",
        kind=PositionKind.ADMINISTRATOR,
        reports_to=stage.head,
        unit=WorkUnitFactory(parent=stage.head.unit, kind="division"),
    )
    user_in_office(division)
    indicators_of(division, 1)
    draft_agreement(division, 2026, by=stage.section, today=TODAY)
    assert titles(client, stage.bupati_user, lingkup="saya") == ["Kepala Dinas Kesehatan"]
    assert titles(client, stage.head_user, lingkup="saya") == []
    assert titles(client, stage.head_user) == ["Kepala Dinas Kesehatan", "Kepala Bidang"]


def test_a_second_party_chosen_by_hand_finds_the_promise_outside_the_own_scope(stage, client):
    agreement = submitted(stage)
    assistant = PositionFactory(title="Asisten", kind=PositionKind.ASSISTANT, reports_to=stage.bupati)
    user = user_in_office(assistant)
    assert titles(client, user) == ["Asisten"]
    agreement.parties.filter(side="second").update(position=assistant, employee=user.employee)
    user = User.objects.get(pk=user.pk)
    assert titles(client, user) == ["Kepala Dinas Kesehatan", "Asisten"]
    assert titles(client, user, lingkup="saya") == ["Kepala Dinas Kesehatan"]


def test_days_since_the_budget_document_are_told_and_late_rows_named(stage, client, time_machine):
    page = board(client, stage.section)
    assert "belum dicatat" in page.content.decode()
    Policy.objects.update_or_create(year=2026, defaults={"budget_document_on": datetime.date(2025, 12, 31)})
    agreement = submitted(stage)
    page = board(client, stage.section).content.decode()
    assert "20 hari sejak DPA ditetapkan; batas satu bulan 31 Januari 2026" in page
    time_machine.move_to("2026-02-10T09:00:00+00:00")
    page = board(client, stage.section)
    assert "sudah lewat 10 hari" in page.content.decode()
    written = {item.row.position: item for item in page.context["rows"]}
    assert (written[stage.bupati].late, written[stage.bupati].row.submitted_on) == ("terlambat 10 hari", None)
    assert written[stage.head].row.submitted_on == localdate(history(agreement).get(verb="agreement.submitted").at)


def test_the_bulk_buttons_are_those_that_the_person_may_use(stage, client):
    approved(stage)
    assert board(client, user_with_role("inspectorate")).context["actions"] == []
    assert [a.label for a in board(client, stage.bupati_user).context["actions"]] == ["Setujui", "Ingatkan"]
    assert [a.label for a in board(client, stage.section).context["actions"]] == [
        "Susun draf",
        "Salin dari tahun lalu",
        "Terbitkan dan cetak",
        "Ingatkan",
    ]


def test_staff_have_no_board(stage, client):
    staff = PositionFactory(title="Pengolah Data", kind=PositionKind.EXECUTING_STAFF, reports_to=stage.head)
    assert board(client, user_in_office(staff)).status_code == 403


def test_nonsense_in_the_address_shows_everything(stage, client):
    drafted(stage)
    nonsense = {"jenjang": "raja", "kurang": "uang", "lingkup": "x", "status": "?", "unit": "²", "halaman": "99"}
    assert len(titles(client, stage.section, **nonsense)) == 2


@pytest.mark.parametrize("heads", [1, 3])
@pytest.mark.parametrize("person, queries", [("section", 12), ("bupati_user", 14)])
def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    stage, client, django_assert_num_queries, heads, person, queries
):
    for number in range(heads - 1):
        position = PositionFactory(title=f"Kepala Dinas {number}", reports_to=stage.bupati)
        user_in_office(position)
        indicators_of(position, 1)
        draft_agreement(position, 2026, by=stage.section, today=TODAY)
    submitted(stage)
    client.force_login(User.objects.get(pk=getattr(stage, person).pk))
    with django_assert_num_queries(queries):
        answer = client.get(BOARD, {"tahun": 2026})
    assert len(answer.context["rows"]) == heads + 1
