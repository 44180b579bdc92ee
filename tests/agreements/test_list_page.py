"""The list of agreements: scope, filters in the address, positions without a PK, constant queries."""

import pytest
from django.urls import reverse

from agreements.drafting.actions import draft_agreement
from agreements.enums import RevisionReason
from agreements.models import Agreement
from agreements.revision.actions import begin_revision, cancel_agreement
from organisation.enums import AssignmentKind
from organisation.models import User
from tests.agreements.stage import TODAY, drafted, in_force, indicators_of, submitted, user_in_office
from tests.factories import AssignmentFactory, EmployeeFactory, PositionFactory, WorkUnitFactory, user_with_role

LIST = reverse("agreements:agreement_list")


def rows(client, user, **chosen):
    client.force_login(user)
    return client.get(LIST, {"tahun": 2026, **chosen}).context["rows"]


def titles(client, user, **chosen):
    return [row.position.title for row in rows(client, user, **chosen)]


def test_positions_with_and_without_a_pk_stand_in_the_order_of_protocol(stage, client):
    drafted(stage)
    bupati, head = rows(client, stage.section)
    assert (bupati.position, bupati.label, bupati.may_draft) == (stage.bupati, "Belum disusun", True)
    assert (head.position, head.label, head.may_draft) == (stage.head, "Draf", False)


def test_the_page_offers_drafting_only_to_those_who_may(stage, client):
    client.force_login(stage.head_user)
    draft_address = reverse("agreements:agreement_draft", args=[stage.head.pk])
    assert draft_address in client.get(LIST).content.decode()
    client.force_login(stage.bupati_user)
    page = client.get(LIST).content.decode()
    assert draft_address not in page
    assert reverse("agreements:agreement_draft", args=[stage.bupati.pk]) in page


def test_everybody_sees_only_the_own_scope(stage, client):
    other = PositionFactory(title="Kepala Dinas Sosial", reports_to=stage.bupati)
    assert titles(client, stage.head_user) == ["Kepala Dinas Kesehatan"]
    assert titles(client, stage.bupati_user) == ["Bupati Contoh", "Kepala Dinas Kesehatan", "Kepala Dinas Sosial"]
    assert titles(client, user_in_office(other)) == ["Kepala Dinas Sosial"]


@pytest.mark.parametrize(
    "chosen, found",
    [
        ({"status": "submitted"}, ["Kepala Dinas Kesehatan"]),
        ({"status": "belum"}, ["Bupati Contoh"]),
        ({"status": "in_force"}, []),
        ({"q": "kesehatan"}, ["Kepala Dinas Kesehatan"]),
        ({"q": "siti rahma"}, ["Kepala Dinas Kesehatan"]),
        ({"q": "pemerintah kabupaten"}, ["Bupati Contoh"]),
        ({"q": "100%"}, []),
        ({"tahun": 2031, "status": "submitted"}, []),
        ({"tahun": "omong", "status": "kosong", "unit": "x"}, ["Bupati Contoh", "Kepala Dinas Kesehatan"]),
        ({"q": "\x00"}, []),
    ],
)
def test_filters_stand_in_the_address_and_nonsense_falls_back(stage, client, chosen, found):
    submitted(stage)
    assert titles(client, stage.section, **chosen) == found


def test_a_unit_is_shown_with_the_units_below_it(stage, client):
    division = WorkUnitFactory(parent=stage.head.unit, kind="division")
    PositionFactory(title="Kepala Bidang", unit=division, reports_to=stage.head)
    assert titles(client, stage.section, unit=stage.head.unit.pk) == ["Kepala Dinas Kesehatan", "Kepala Bidang"]


def test_without_a_year_the_current_one_is_shown(stage, client, time_machine):
    time_machine.move_to("2027-02-03")
    client.force_login(stage.section)
    assert client.get(LIST).context["chosen"].year == 2027


def test_the_newest_version_counts_and_a_cancelled_one_may_be_drafted_anew(stage, client):
    revision = begin_revision(in_force(stage), by=stage.section, today=TODAY, reason=RevisionReason.STRATEGY)
    (row,) = rows(client, stage.head_user)
    assert (row.url, row.label) == (revision.get_absolute_url(), "Draf")
    cancel_agreement(revision, by=stage.section, today=TODAY, reason="Batal.")
    (row,) = rows(client, stage.head_user)
    assert (row.label, row.may_draft) == ("Berlaku", False)
    cancel_agreement(Agreement.objects.get(pk=row.pk), by=stage.section, today=TODAY, reason="Batal.")
    (row,) = rows(client, stage.head_user)
    assert (row.label, row.may_draft) == ("Dibatalkan", True)


def test_the_counts_say_how_many_positions_are_in_each_state(stage, client):
    submitted(stage)
    client.force_login(stage.section)
    counts = client.get(LIST, {"tahun": 2026, "status": "submitted"}).context["counts"]
    assert [state.counted for state in counts] == ["Belum disusun: 1", "Diajukan: 1"]


def test_an_acting_holder_is_named_with_the_kind_and_a_vacancy_is_said(stage, client):
    PositionFactory(title="Kepala Dinas Sosial", reports_to=stage.bupati)
    acting = PositionFactory(title="Camat", reports_to=stage.bupati)
    AssignmentFactory(position=acting, kind=AssignmentKind.ACTING, employee=EmployeeFactory(name="Budi"))
    holders = {row.position.title: row.holder for row in rows(client, stage.section)}
    assert (holders["Camat"], holders["Kepala Dinas Sosial"]) == ("Plt. Budi", "")
    assert "Belum ada pejabat" in client.get(LIST).content.decode()


def test_an_empty_list_says_what_to_do(stage, client):
    client.force_login(user_with_role("planning_agency"))
    assert "Tidak ada jabatan yang cocok" in client.get(LIST, {"q": "zzz"}).content.decode()


@pytest.mark.parametrize("heads", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(stage, client, django_assert_num_queries, heads):
    for number in range(heads - 1):
        position = PositionFactory(title=f"Kepala Dinas {number}", reports_to=stage.bupati)
        user_in_office(position)
        indicators_of(position, 1)
        draft_agreement(position, 2026, by=stage.section, today=TODAY)
    drafted(stage)
    client.force_login(User.objects.get(pk=stage.section.pk))
    with django_assert_num_queries(11):
        answer = client.get(LIST, {"tahun": 2026})
    assert len(answer.context["rows"]) == heads + 1
