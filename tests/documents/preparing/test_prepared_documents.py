"""Documents that a worker draws: asked for on a page, drawn in the name of who asked, fetched by nobody else."""

import datetime
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.urls import resolve, reverse
from django.utils import timezone

from agreements.cascade_papers import views as cascade
from documents.drawing.pdf import RenderError
from documents.enums import PrintItemState
from documents.models import PreparedDocument
from documents.preparing import actions, drawing
from documents.preparing.actions import MOST_OPEN, ask_for
from documents.preparing.tasks import prepare_waiting
from organisation.enums import Role
from organisation.models import User
from organisation.users.actions import set_active
from tests.factories import AssignmentFactory, GovernmentFactory, UserFactory, user_with_role
from tests.prepared import fetch

TREE = reverse("agreements:cascade_pdf")
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client) -> User:
    """Somebody who sees the whole government, logged in."""
    GovernmentFactory()
    user = user_with_role(Role.INSPECTORATE)
    client.force_login(user)
    return user


# --- Works -----------------------------------------------------------------------------------------------------------


def test_a_document_is_asked_for_waited_for_and_opened(client, reader, monkeypatch):
    monkeypatch.setattr(cascade, "render_cascade", lambda document, year: b"%PDF-1.7 pohon")
    offered = client.get(f"{TREE}?tahun=2026")
    assert "Siapkan dokumen" in offered.content.decode()
    assert not PreparedDocument.objects.exists(), "a GET writes nothing"
    asked = client.post(f"{TREE}?tahun=2026")
    waiting = client.get(asked.url).content.decode()
    assert "sedang disiapkan" in waiting
    assert re.search('<noscript>\\s*<meta http-equiv="refresh" content="3">', waiting)
    assert client.get(f"{asked.url}berkas/").status_code == 404
    assert drawing.work() == 1
    ready = client.get(asked.url).content.decode()
    assert f"{asked.url}berkas/" in ready
    assert "refresh" not in ready
    file = client.get(f"{asked.url}berkas/")
    assert (file.content, file["Content-Type"]) == (b"%PDF-1.7 pohon", "application/pdf")
    assert file["Content-Disposition"] == 'inline; filename="Pohon_kinerja_2026.pdf"'
    assert "attachment" in client.get(f"{asked.url}berkas/?unduh")["Content-Disposition"]


def test_htmx_gets_the_moving_part_only_and_is_led_to_the_page(client, reader):
    asked = client.post(TREE, headers={"HX-Request": "true"})
    page = asked["HX-Redirect"]
    assert resolve(page).view_name == "documents:prepared_detail"
    part = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'hx-trigger="every 1s"' in part


def test_who_waits_too_long_is_told_whom_to_ask(client, reader):
    document = ask_for(TREE, "Pohon", by=reader)
    assert "Diskominfo" not in client.get(document.get_absolute_url()).content.decode()
    PreparedDocument.objects.update(requested_at=timezone.now() - datetime.timedelta(minutes=3))
    assert "beri tahu Diskominfo" in client.get(document.get_absolute_url()).content.decode()


def test_four_clicks_ask_once_and_draw_nothing_in_the_web_server(client, reader, monkeypatch):
    monkeypatch.setattr(cascade, "render_cascade", lambda *args, **kwargs: pytest.fail("drawn by a page"))
    assert {client.post(TREE).url for _ in range(4)} == {PreparedDocument.objects.get().get_absolute_url()}


# --- Who may not -----------------------------------------------------------------------------------------------------


def test_nobody_else_sees_the_document(client, reader):
    document = ask_for(TREE, "Pohon", by=UserFactory())
    drawing.work()
    assert client.get(document.get_absolute_url()).status_code == 404
    assert client.get(f"{document.get_absolute_url()}berkas/").status_code == 404


def test_who_lost_the_right_gets_neither_a_drawing_nor_the_file(client, reader, monkeypatch):
    monkeypatch.setattr(cascade, "render_cascade", lambda document, year: b"%PDF-1.7")
    done = ask_for(TREE, "Pohon", by=reader)
    drawing.work()
    waiting = ask_for(f"{TREE}?tahun=2026", "Pohon", by=reader)

    def refuse(*args):
        raise Http404("di luar kewenangan")

    monkeypatch.setattr(cascade, "chosen_part", refuse)
    assert client.get(f"{done.get_absolute_url()}berkas/").status_code == 404
    drawing.work()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.problem) == (PrintItemState.FAILED, drawing.FORBIDDEN)
    assert not waiting.file


def test_a_file_whose_document_the_data_no_longer_allow_is_not_there(client, reader, monkeypatch):
    monkeypatch.setattr(cascade, "render_cascade", lambda document, year: b"%PDF-1.7")
    done = ask_for(TREE, "Pohon", by=reader)
    drawing.work()

    def refuse(*args):
        raise ValidationError("Laporan ini dibuka kembali.")

    monkeypatch.setattr(cascade, "chosen_part", refuse)
    assert client.get(f"{done.get_absolute_url()}berkas/").status_code == 404


def drawn(client, monkeypatch) -> str:
    """The page of the drawn tree of somebody who sees the whole government."""
    monkeypatch.setattr(cascade, "render_cascade", lambda document, year: b"%PDF-1.7 pohon")
    page = client.post(TREE).url
    assert drawing.work() == 1
    assert client.get(f"{page}berkas/").content == b"%PDF-1.7 pohon"
    return page


def lose_the_role(user: User) -> None:
    user.role_grants.update(end=timezone.localdate() - datetime.timedelta(days=1))


def lose_a_position(user: User) -> None:
    user.employee.assignments.update(end=timezone.localdate() - datetime.timedelta(days=1))


def close_and_open_again(user: User) -> None:
    for active in (False, True):
        set_active(user, active=active, by=UserFactory())


@pytest.mark.parametrize("change", [lose_the_role, lose_a_position, close_and_open_again])
def test_who_sees_less_than_when_it_was_drawn_is_offered_another_one(client, reader, monkeypatch, change):
    reader.employee = AssignmentFactory().employee
    reader.save()
    page = drawn(client, monkeypatch)
    change(reader)
    client.force_login(User.objects.get(pk=reader.pk))
    refused = client.get(f"{page}berkas/", follow=True)
    assert refused.redirect_chain == [(page, 302)]
    text = refused.content.decode()
    assert "lingkup data Anda berubah sejak dokumen ini disusun" in text
    assert f'href="{TREE}"' in text
    assert f"{page}berkas/" not in text
    again = client.post(TREE).url
    drawing.work()
    assert client.get(f"{again}berkas/").status_code == 200


def test_a_closed_account_gets_no_drawing(reader):
    document = ask_for(TREE, "Pohon", by=reader)
    set_active(reader, active=False, by=UserFactory())
    drawing.work()
    document.refresh_from_db()
    assert (document.state, document.problem) == (PrintItemState.FAILED, drawing.FORBIDDEN)


# --- Refused and broken ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ValidationError("Bagian pohon ini terlalu besar."), "Bagian pohon ini terlalu besar."),
        (RenderError("Dokumen belum selesai setelah 45 detik."), "belum selesai setelah 45 detik"),
        (ZeroDivisionError(), drawing.UNEXPECTED),
    ],
)
def test_a_document_that_cannot_be_made_says_why_and_can_be_asked_for_again(
    client, reader, monkeypatch, error, sentence
):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(cascade, "cascade_document", fail)
    page = fetch(client, TREE).content.decode()
    assert "Dokumen tidak dapat dibuat" in page
    assert sentence in page
    monkeypatch.undo()
    assert client.post(TREE).status_code == 302
    assert PreparedDocument.objects.unfinished().count() == 1


def test_one_person_does_not_fill_the_queue_and_a_long_address_is_refused(client, reader):
    for year in range(MOST_OPEN):
        ask_for(f"{TREE}?tahun={2020 + year}", "Pohon", by=reader)
    refused = client.post(f"{TREE}?tahun=2031", follow=True)
    assert refused.status_code == 200
    assert PreparedDocument.objects.count() == MOST_OPEN
    assert "masih disiapkan" in refused.content.decode()
    assert ask_for(f"{TREE}?tahun=2020", "Pohon", by=reader), "the same again is no further one"
    with pytest.raises(ValidationError, match="terlalu panjang"):
        actions.ask_for(f"{TREE}?q={'a' * 1000}", "Pohon", by=reader)


def test_a_worker_is_stopped_before_its_document_is_given_to_another_one(settings):
    assert prepare_waiting.time_limit < settings.PRINT_LEASE.total_seconds()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("addresses", "kept"), [([TREE] * 4, 1), ([f"{TREE}?tahun={2020 + n}" for n in range(8)], 5)])
def test_clicks_at_the_same_moment_ask_once_and_never_for_too_many(addresses: list[str], kept: int):
    reader, together = UserFactory(), Barrier(len(addresses))

    def click(address: str) -> str:
        together.wait()
        try:
            return str(ask_for(address, "Pohon", by=reader).pk)
        except ValidationError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(addresses)) as people:
        answers = list(people.map(click, addresses))
    assert PreparedDocument.objects.count() == kept
    assert len(set(answers) - {"waiting"}) == kept
    assert answers.count("waiting") == max(0, len(addresses) - MOST_OPEN)


def test_the_database_takes_one_open_request_of_a_person_for_an_address(reader):
    ask_for(TREE, "Pohon", by=reader)
    with pytest.raises(IntegrityError), transaction.atomic():
        PreparedDocument.objects.create(address=TREE, name="Pohon", requested_by=reader)


def test_a_document_of_a_dead_worker_returns_and_is_given_up_the_third_time(reader, settings):
    settings.PRINT_LEASE = datetime.timedelta(0)
    document = ask_for(TREE, "Pohon", by=reader)
    for attempt in range(1, drawing.MOST_ATTEMPTS + 1):
        assert drawing.claim().attempts == attempt
        with connection.cursor() as cursor:
            cursor.execute("UPDATE documents_prepareddocument SET claimed_at = now() - interval '1 hour'")
        drawing.release_stale()
    document.refresh_from_db()
    assert (document.state, document.problem) == (PrintItemState.FAILED, drawing.DEADLY)


def test_a_worker_that_lost_its_claim_leaves_no_file(reader, monkeypatch):
    document = ask_for(TREE, "Pohon", by=reader)

    def slow(*args, **kwargs):
        PreparedDocument.objects.update(state=PrintItemState.READY)
        return b"%PDF-1.7"

    monkeypatch.setattr(cascade, "render_cascade", slow)
    assert drawing._draw(drawing.claim()) is False
    document.refresh_from_db()
    assert document.state == PrintItemState.READY
    assert not default_storage.exists(drawing._file_of(document, 1))


def test_what_is_a_day_old_is_gone_with_its_file(client, reader, monkeypatch):
    monkeypatch.setattr(cascade, "render_cascade", lambda document, year: b"%PDF-1.7")
    old, new = ask_for(TREE, "Pohon", by=reader), ask_for(f"{TREE}?tahun=2026", "Pohon", by=reader)
    drawing.work()
    old.refresh_from_db()
    PreparedDocument.objects.filter(pk=old.pk).update(requested_at=timezone.now() - datetime.timedelta(days=2))
    assert drawing.remove_old(older_than=datetime.timedelta(days=1)) == 1
    assert list(PreparedDocument.objects.all()) == [new]
    assert not default_storage.exists(old.file.name)


def test_a_file_whose_worker_died_before_saying_so_is_removed_too(reader, monkeypatch):
    monkeypatch.setattr(cascade, "render_cascade", lambda document, year: b"%PDF-1.7")
    document = ask_for(TREE, "Pohon", by=reader)

    def die(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as killed:
        killed.setattr(drawing, "_settle", die)
        with pytest.raises(SystemExit):
            drawing._draw(drawing.claim())
    PreparedDocument.objects.update(state=PrintItemState.READY)
    drawing.work()
    document.refresh_from_db()
    left = [name for name in default_storage.listdir("prepared")[1] if document.token.hex in name]
    assert len(left) == 2
    drawing.remove_old(older_than=datetime.timedelta(0))
    assert not [name for name in default_storage.listdir("prepared")[1] if document.token.hex in name]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_document():
    reader = UserFactory()
    for year in (2025, 2026):
        ask_for(f"{TREE}?tahun={year}", "Pohon", by=reader)

    def take() -> int:
        try:
            return drawing.claim().pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        assert len({one.result() for one in [workers.submit(take), workers.submit(take)]}) == 2
