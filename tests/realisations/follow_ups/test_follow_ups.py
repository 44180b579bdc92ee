"""What was promised with a report: its day, that it is done, and who may say so."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.trail import history
from organisation.enums import Role
from realisations.follow_ups.actions import finish_follow_up, schedule_follow_up
from realisations.models import Realisation
from tests.factories import (
    IndicatorFactory,
    PositionFactory,
    UserFactory,
    holder_of,
    realise,
    report_of,
    user_with_role,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 10, 12)
DUE = datetime.date(2026, 10, 20)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(datetime.datetime(2026, 10, 12, 3, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def head():
    return PositionFactory(title="Kepala Dinas Kesehatan")


@pytest.fixture
def user(client, head):
    user = holder_of(head)
    client.force_login(user)
    return user


def promised(position, status="submitted", **columns: object) -> Realisation:
    """A row of the third quarter's report that promises something."""
    report = position.quarter_reports.first() or report_of(position, status)
    indicator = IndicatorFactory(objective__position=position)
    return realise(report, indicator, None, **{"follow_up": "Menambah posyandu"} | columns)


def schedule_of(row: Realisation) -> str:
    """The page on which the promise gets its day."""
    return f"/realisasi/{row.report_id}/tindak-lanjut/{row.indicator_id}/"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_promise_gets_a_day_and_is_called_done_with_a_trail(client, head, user):
    row = promised(head)
    assert client.post(schedule_of(row), {"due": "20 Oktober 2026"}).status_code == 302
    page = text(client.get("/tindak-lanjut/"))
    assert "20 Okt 2026" in page
    assert "8 hari lagi" in page

    assert "ditandai selesai" in text(client.post(f"/tindak-lanjut/{row.pk}/selesai/", follow=True))

    row.refresh_from_db()
    assert (row.follow_up_due, row.follow_up_done_by) == (DUE, user)
    assert row.follow_up_done_at is not None
    assert [event.verb for event in history(row.report)] == ["follow_up.done", "follow_up.scheduled"]
    assert "Tidak ada tindak lanjut yang terbuka" in text(client.get("/tindak-lanjut/"))
    assert "Menambah posyandu" in text(client.get("/tindak-lanjut/?tampil=selesai"))


def test_the_day_can_be_set_while_the_report_is_written_and_leads_back_to_its_row(client, head, user):
    row = promised(head, status="draft")
    back = client.post(schedule_of(row), {"due": "20-10-2026"}).url

    assert back.startswith(f"/realisasi/{row.report_id}/isi/#")
    row.refresh_from_db()
    assert row.follow_up_due == DUE
    page = text(client.get(schedule_of(row)))
    assert 'value="20-10-2026"' in page


def test_before_anything_is_promised_the_page_says_what_to_do(client, head, user):
    row = promised(head, status="draft", follow_up="")
    assert "Tindak lanjut belum ditulis" in text(client.get(schedule_of(row)))
    assert client.post(schedule_of(row), {"due": "20-10-2026"}).status_code == 200
    row.refresh_from_db()
    assert row.follow_up_due is None


def test_an_indicator_of_another_position_is_not_found(client, head, user):
    row = promised(head)
    other = IndicatorFactory()
    assert client.get(f"/realisasi/{row.report_id}/tindak-lanjut/{other.pk}/").status_code == 404


def test_the_list_goes_by_the_day_and_says_what_is_late(client, head, user):
    promised(head, follow_up="Tanpa hari")
    promised(head, follow_up="Nanti", follow_up_due=DUE)
    promised(head, follow_up="Sudah lewat", follow_up_due=TODAY - datetime.timedelta(days=3))

    page = text(client.get("/tindak-lanjut/"))
    assert page.index("Sudah lewat") < page.index("Nanti") < page.index("Tanpa hari")
    assert "terlambat 3 hari" in page
    assert "belum ditetapkan" in page


def test_drafts_empty_texts_and_other_positions_are_not_listed(client, head, user):
    promised(head, status="draft", follow_up="Masih draf")
    promised(PositionFactory(), follow_up="Orang lain")

    page = text(client.get("/tindak-lanjut/"))
    assert "Masih draf" not in page
    assert "Orang lain" not in page


def test_the_operator_of_the_unit_keeps_the_list_as_well(client, head):
    row = promised(head, follow_up_due=DUE)
    client.force_login(user_with_role(Role.OPERATOR, head.unit))
    assert "Menambah posyandu" in text(client.get("/tindak-lanjut/"))
    assert client.post(f"/tindak-lanjut/{row.pk}/selesai/").status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_for_one_promise_and_for_three(
    client, head, user, django_assert_num_queries, count
):
    for _ in range(count):
        promised(head, follow_up_due=DUE)
    with django_assert_num_queries(11):
        client.get("/tindak-lanjut/")


def test_who_only_looks_on_may_not_touch_it_and_others_do_not_find_it(client, head):
    row = promised(head, follow_up_due=DUE)
    client.force_login(user_with_role(Role.INSPECTORATE))
    assert client.get(schedule_of(row)).status_code == 403
    assert client.post(f"/tindak-lanjut/{row.pk}/selesai/").status_code == 403
    client.force_login(holder_of(PositionFactory()))
    assert client.post(f"/tindak-lanjut/{row.pk}/selesai/").status_code == 404


@pytest.mark.parametrize("typed", ["kemarin", "11-10-2026", "1-1-2031", ""])
def test_a_day_that_cannot_be_is_refused_and_stays_typed(client, head, user, typed):
    row = promised(head)
    page = client.post(schedule_of(row), {"due": typed})

    assert page.status_code == 200
    assert f'value="{typed}"' in text(page) or not typed
    assert "is-invalid" in text(page)
    row.refresh_from_db()
    assert row.follow_up_due is None


def test_what_has_no_day_cannot_be_done_and_what_is_done_stays_so(head):
    person = UserFactory()
    row = promised(head)
    with pytest.raises(ValidationError, match="Tetapkan dahulu batas waktu"):
        finish_follow_up(row, by=person)
    schedule_follow_up(row, due=DUE, by=person, today=TODAY)
    finish_follow_up(row, by=person)
    with pytest.raises(ValidationError, match="sudah ditandai selesai"):
        finish_follow_up(row, by=person)
    with pytest.raises(ValidationError, match="sudah ditandai selesai"):
        schedule_follow_up(row, due=DUE, by=person, today=TODAY)


def test_a_promise_of_a_report_that_came_back_waits_until_it_is_sent_again(head):
    row = promised(head, status="returned", follow_up_due=DUE)
    with pytest.raises(ValidationError, match="belum dikirim"):
        finish_follow_up(row, by=UserFactory())


def test_the_database_knows_that_who_and_when_belong_together(head):
    row = promised(head, follow_up_due=DUE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Realisation.objects.filter(pk=row.pk).update(follow_up_done_by=UserFactory())
