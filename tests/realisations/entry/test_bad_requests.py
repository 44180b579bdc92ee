"""Requests that are too large on other roads than the entry page, cut, or come while the disk is full: one sentence,
nothing stored."""

import errno
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings as site
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from audit.models import Event
from pk_site import views
from pk_site.whole_requests import whole_requests
from realisations.models import BudgetRealisation, Realisation
from tests.office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]
KEPT = "Tekan tombol Kembali di peramban. Isian Anda biasanya masih ada di sana."


@pytest.fixture
def client(office: Office) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(office.operator)
    return client


def edit_url(office: Office) -> str:
    return reverse("realisations:report_edit", args=[office.report().pk])


def typed(office: Office, **more: object) -> dict[str, object]:
    return {"version": "0", f"r{office.stunting.pk}-value": "16,5", **more}


def stored() -> tuple[int, int]:
    return Realisation.objects.count(), Event.objects.count()


# --- large forms --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("route", ["report_paste", "report_paste_accept", "report_paste_undo"])
def test_a_form_of_five_thousand_and_one_fields_is_refused_whole(office, client, route):
    many = {f"lain-{number}": "x" for number in range(5001)}
    before = stored()
    page = client.post(reverse(f"realisations:{route}", args=[office.report().pk]), typed(office, **many))
    assert page.status_code == 400
    assert "lebih dari 5.000 isian" in page.content.decode()
    assert KEPT in page.content.decode()
    assert stored() == before


@pytest.mark.parametrize("route", ["report_paste", "report_paste_accept", "report_paste_undo"])
def test_more_text_than_a_form_may_hold_is_refused_whole(office, client, route):
    body = f"version=0&r{office.stunting.pk}-value=16&r{office.stunting.pk}-note=" + "kata+" * 530_000
    assert len(body) > 2_600_000
    before = stored()
    address = reverse(f"realisations:{route}", args=[office.report().pk])
    page = client.post(address, body, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 400
    assert "lebih dari 2,5 MB" in page.content.decode()
    assert KEPT in page.content.decode()
    assert stored() == before


def test_too_many_files_are_counted_out(office, client):
    files = [io.BytesIO(b"x") for _ in range(201)]
    address = reverse("realisations:report_evidence", args=[office.report().pk, office.stunting.pk])
    page = client.post(address, {"files": files, "whole": "ya"})
    assert (page.status_code, "paling banyak 200 berkas" in page.content.decode()) == (400, True)


@contextmanager
def one_connection() -> Iterator[None]:
    """Let a request that passes the test client by keep the test's connection to the database, as its requests do."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


# --- cut on the way -----------------------------------------------------------------------------------------------


def test_a_file_form_that_breaks_off_inside_its_first_header_is_told(office, client):
    body = encode_multipart(BOUNDARY, {"whole": "ya"})
    address = reverse("realisations:report_evidence", args=[office.report().pk, office.stunting.pk])
    broken = client.generic("POST", address, body, MULTIPART_CONTENT.split(";")[0])
    assert broken.status_code == 400
    assert "terputus" in broken.content.decode()


def cut_off(application: WSGIHandler, address: str, body: bytes, missing: int, **headers: str) -> tuple[str, str]:
    """Status and page that a server gives when a connection breaks `missing` bytes before the end."""
    statuses = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": address,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "CONTENT_LENGTH": str(len(body) + missing),
        **headers,
    }
    with one_connection():
        answer = application(environ, lambda status, *rest: statuses.append(status))
        return statuses[0], b"".join(answer).decode()


def headers_of(client: Client, kind: str) -> dict[str, str]:
    """What a logged-in browser's script sends: its cookies, and the token in a header instead of the form."""
    token = "a" * 32
    session = client.cookies[site.SESSION_COOKIE_NAME].value
    cookies = f"{site.SESSION_COOKIE_NAME}={session}; {site.CSRF_COOKIE_NAME}={token}"
    return {"HTTP_COOKIE": cookies, "HTTP_X_CSRFTOKEN": token, "CONTENT_TYPE": kind}


@pytest.mark.parametrize("missing", [0, 500])
def test_a_form_cut_on_the_way_is_not_read_as_a_form_with_empty_boxes(office, client, missing):
    amount = f"a{office.budget.pk}-amount"
    client.post(edit_url(office), {**typed(office), f"r{office.clinics.pk}-value": "4", amount: "5000"})
    before = stored()
    body = f"version=1&r{office.stunting.pk}-value=17".encode()
    headers = headers_of(client, "application/x-www-form-urlencoded")
    cut_off(whole_requests(get_wsgi_application()), edit_url(office), body, missing, **headers)
    clinics = Realisation.objects.get(indicator=office.clinics)
    stunting = Realisation.objects.get(indicator=office.stunting)
    assert str(clinics.figure) == "4.000000", "a row of which nothing came is untouched"
    assert str(BudgetRealisation.objects.get().amount) == "5000.00"
    assert str(stunting.figure) == ("16.500000" if missing else "17.000000")
    assert (stored() == before) is bool(missing)


def test_boxes_that_come_empty_are_emptied(office, client):
    amount = f"a{office.budget.pk}-amount"
    client.post(edit_url(office), {**typed(office), f"r{office.clinics.pk}-value": "4", amount: "5000"})
    client.post(edit_url(office), {"version": "1", f"r{office.clinics.pk}-value": "", amount: ""})
    assert Realisation.objects.get(indicator=office.clinics).figure is None
    assert str(Realisation.objects.get(indicator=office.stunting).figure) == "16.500000"
    assert not BudgetRealisation.objects.exists()


def test_an_upload_cut_on_the_way_leaves_nothing(office, client):
    body = encode_multipart(BOUNDARY, {"files": io.BytesIO(b"%PDF-1.7" + b"x" * 5000), "whole": "ya"})[:3000]
    address = reverse("realisations:report_evidence", args=[office.report().pk, office.stunting.pk])
    before = stored()
    application = whole_requests(get_wsgi_application())
    status, page = cut_off(application, address, body, 9000, **headers_of(client, MULTIPART_CONTENT))
    assert status.split()[0] in {"200", "400", "403"}
    assert "Server Error" not in page
    assert stored() == before


# --- a full disk, wherever it strikes -----------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "status"), [(errno.ENOSPC, 507), (errno.EDQUOT, 507), (errno.EIO, 500)])
def test_a_full_disk_is_told_as_such_and_other_faults_as_a_disturbance(client, monkeypatch, code, status):
    # The home page stands for any page: what fails is below it, where no test can fill the disk of the database.
    monkeypatch.setattr(
        views, "desk_of", lambda *args, **options: (_ for _ in ()).throw(OSError(code, os.strerror(code)))
    )
    page = client.get("/")
    assert page.status_code == status
    assert ("Ruang penyimpanan server penuh" in page.content.decode()) == (status == 507)
