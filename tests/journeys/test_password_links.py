"""The regent's account, which no single person opens: asked for by one, confirmed by another, opened by the owner."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from messaging.outbox.actions import deliver
from tests.journeys.conftest import Visitors
from tests.journeys.town import Town

NEW = "kuda hijau makan siang"


def test_a_link_for_the_regent_is_asked_for_confirmed_and_used(town: Town, visitors: Visitors, settings):
    settings.AXES_ENABLED = False
    users = town.users
    regent = users["regional head"]
    regent.employee.email = "bupati@contoh.example"
    regent.employee.save()
    asker = visitors.person(users["Bagian Organisasi"])
    asker.goto(reverse("organisation:user_detail", args=[regent.pk]))
    look(asker, "akun")
    asker.get_by_role("button", name="Kirim tautan sandi ke Surel pemilik").click()
    expect(asker.get_by_text("Menunggu orang kedua").first).to_be_visible()
    expect(asker.get_by_role("button", name="Konfirmasi tautan")).to_have_count(0)
    look(asker, "menunggu")
    deliver()
    assert not [message for message in mail.outbox if "/sandi/atur/" in message.body]

    second = visitors.person(users["Inspektorat"])
    second.goto(reverse("organisation:password_link_detail", args=[regent.password_links.get().pk]))
    look(second, "orang-kedua")
    second.get_by_role("button", name="Konfirmasi tautan").click()
    expect(second.get_by_text("Tautan dikonfirmasi.")).to_be_visible()
    deliver()
    [message] = [message for message in mail.outbox if "/sandi/atur/" in message.body]
    assert message.to == ["bupati@contoh.example"]

    owner = visitors.stranger()
    owner.goto(next(urlsplit(word).path for word in message.body.split() if "/sandi/atur/" in word))
    owner.get_by_label("Sandi baru").first.fill(NEW)
    owner.get_by_label("Ulangi sandi baru").fill(NEW)
    owner.get_by_role("button", name="Simpan sandi").click()
    expect(owner.get_by_text("Silakan masuk")).to_be_visible()
    asker.goto(reverse("organisation:user_detail", args=[regent.pk]))
    expect(asker.get_by_text("mencatat sandi baru yang dibuat lewat tautan")).to_be_visible()
    look(asker, "riwayat")


def look(page: Page, name: str) -> None:
    folder = os.environ.get("SHOTS")
    if folder:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
