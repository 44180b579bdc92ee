"""What stands around every page, and pages about errors."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory

from organisation.enums import AssignmentKind, PositionKind, Role
from pk_site.gallery import gallery
from pk_site.navigation import shell
from tests import factories

pytestmark = pytest.mark.django_db

FIRST_PAGE_BUDGET = 150_000


def text(response) -> str:
    return " ".join(response.content.decode().split())


def menu_of(user) -> list[str]:
    request = RequestFactory().get("/")
    request.user = user
    return [item.label for item in shell(request)["shell"].menu]


def test_every_page_shows_government_person_posts_and_unread_messages(client):
    factories.GovernmentFactory(name="Kabupaten Contoh")
    position = factories.PositionFactory(title="Kepala Dinas Kesehatan")
    user = factories.holder_of(position, kind=AssignmentKind.ACTING)
    factories.NotificationFactory.create_batch(2, recipient=user)
    client.force_login(user)
    page = text(client.get("/pegawai/"))
    for part in ("Kabupaten Contoh", "Plt. Kepala Dinas Kesehatan", "2 belum dibaca", "Ganti sandi", "Keluar"):
        assert part in page
    assert 'lang="id"' in page


def test_the_menu_marks_where_one_is(client):
    client.force_login(factories.user_with_role(Role.ORGANISATION_SECTION))
    page = text(client.get("/pegawai/"))
    assert re.findall(r'<a href="([^"]+)" aria-current="page">', page) == ["/pegawai/"] * 2


def test_the_menu_follows_permissions():
    staff = factories.holder_of(factories.PositionFactory(kind=PositionKind.EXECUTING_STAFF))
    assert "Pengguna" not in menu_of(staff)
    assert "Pengguna" in menu_of(factories.user_with_role(Role.ORGANISATION_SECTION))


def test_a_page_that_shows_no_shell_asks_the_database_nothing_for_it(django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = factories.UserFactory()
    with django_assert_num_queries(0):
        shell(request)


def test_the_first_page_is_light_enough_for_a_weak_line(client):
    page = client.get("/masuk/").content
    assets = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', page.decode())
    assert len(assets) >= 5
    contents = [page]
    for name in assets:
        with open(finders.find(name), "rb") as asset:  # noqa: PTH123
            contents.append(asset.read())
    assert sum(len(gzip.compress(content)) for content in contents) < FIRST_PAGE_BUDGET


def test_the_page_needs_nothing_inline(client):
    response = client.get("/masuk/")
    page = response.content.decode()
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)
    assert '"allowEval": false' in page


def test_the_gallery_shows_every_component(rf, client):
    request = rf.get("/galeri/")
    request.user = factories.UserFactory()
    page = text(gallery(request))
    for part in (
        "Ada yang perlu diperbaiki",
        "tag-success",
        "timeline",
        "bars-track",
        "achievement-untold",
        "empty-state",
    ):
        assert part in page


def test_the_gallery_is_not_part_of_an_installation(client):
    client.force_login(factories.UserFactory())
    assert client.get("/galeri/").status_code == 404


def test_an_unknown_address_is_answered_with_our_page(client):
    client.force_login(factories.UserFactory())
    response = client.get("/tidak-ada/")
    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in text(response)


def test_a_refusal_says_whom_to_ask(client):
    client.force_login(factories.UserFactory())
    response = client.get("/pengguna/")
    assert response.status_code == 403
    assert "mintalah Bagian Organisasi" in text(response)


def test_a_form_without_token_is_explained():
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.UserFactory())
    response = client.post("/pemberitahuan/baca-semua/")
    assert response.status_code == 403
    assert "sudah kedaluwarsa" in text(response)


def test_the_page_for_breakdowns_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "Terjadi gangguan" in render_to_string("500.html")


@pytest.mark.parametrize(
    ("inputs", "expected", "forbidden"),
    [
        (
            {"value": "", "tone": "success", "category": "Tinggi", "reason": "Belum dilaporkan"},
            "Belum dilaporkan",
            "success",
        ),
        ({"value": "0,00%", "tone": "danger", "category": "Rendah"}, "0,00%", "untold"),
    ],
)
def test_what_cannot_be_told_is_grey_and_zero_is_a_number(inputs, expected, forbidden):
    html = render_to_string("_components/achievement.html", inputs)
    assert expected in html
    assert forbidden not in html
