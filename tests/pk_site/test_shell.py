"""What stands around every page, and pages about errors."""

import gzip
import re
from pathlib import Path

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
ENOUGH_CONTRAST = 4.5
"""WCAG 2.2 AA, 1.4.3."""


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


def colours(name: str) -> dict[str, str]:
    """The colour variables that a stylesheet sets, by their names."""
    return dict(
        re.findall(r"^  (--am-[a-z-]+): (#[0-9a-f]+);", Path(finders.find(f"css/{name}.css")).read_text(), re.M)
    )


def test_dark_is_for_screens_that_ask_for_it_and_never_for_paper(client):
    (link,) = re.findall(r'<link [^>]*href="/static/css/dark.css"[^>]*>', client.get("/masuk/").content.decode())
    assert 'media="screen and (prefers-color-scheme: dark)"' in link


def test_every_colour_has_its_dark_sibling():
    the_same_in_both = {"--am-gold"}
    assert colours("amanah").keys() - the_same_in_both == colours("dark").keys()


@pytest.mark.parametrize("name", ["amanah", "dark"])
@pytest.mark.parametrize("text", ["ink", "muted", "brand", "success", "warning", "danger", "info"])
def test_words_can_be_read_on_every_ground_in_both_themes(name, text):
    theme = colours(name)
    grounds = ["paper", "surface", "row", "brand-soft", "neutral-soft"]
    grounds += [f"{text}-soft"] * (f"--am-{text}-soft" in theme)
    for ground in grounds:
        assert contrast(theme[f"--am-{text}"], theme[f"--am-{ground}"]) >= ENOUGH_CONTRAST, ground


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours written as #rrggbb."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_gallery_shows_every_component(rf, client):
    request = rf.get("/galeri/")
    request.user = factories.UserFactory()
    page = text(gallery(request))
    for part in (
        "Ada yang perlu diperbaiki",
        "tag-success",
        "timeline",
        "bars-track",
        "achievement-unknown",
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
        ({"value": "0,00%", "tone": "danger", "category": "Rendah"}, "0,00%", "unknown"),
    ],
)
def test_what_cannot_be_told_is_grey_and_zero_is_a_number(inputs, expected, forbidden):
    html = render_to_string("_components/achievement.html", inputs)
    assert expected in html
    assert forbidden not in html
