"""Everybody logs in, finds what is theirs, and logs out; a wrong password harms only the account it was typed for."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from agreements.drafting.actions import draft_agreement
from agreements.negotiation.actions import submit_agreement
from realisations.enums import ReportStatus
from tests import factories
from tests.journeys.conftest import Visitors, enter
from tests.journeys.town import NAMES, Town
from tests.matrix.world import ANONYMOUS, IDENTITIES

COMMON = [
    "Beranda",
    "Realisasi",
    "Perencanaan",
    "Perjanjian kinerja",
    "Musim PK",
    "Dasbor",
    "LKjIP",
    "Dokumen",
    "Pertukaran data",
    "Organisasi",
    "Pegawai",
]
PRINTING = [*COMMON[:8], "Cetak massal", *COMMON[8:]]


def followed(entries: list[str]) -> list[str]:
    """The menu of those who follow what was reminded of."""
    place = entries.index("Dasbor") + 1
    return [*entries[:place], "Pengingat", *entries[place:]]


MENUS = dict.fromkeys(IDENTITIES, COMMON) | {
    "own OPD head": PRINTING,
    "other OPD head": PRINTING,
    "staff": [entry for entry in COMMON if entry not in {"Dasbor", "Musim PK"}],
    "Sekda": followed(COMMON),
    "Bagian Organisasi": [*followed(PRINTING), "Pengguna"],
    "administrator": [*COMMON, "Pengguna", "Administrasi"],
}
POSTS = {
    "regional head": "Bupati Contoh",
    "Sekda": "Sekretaris Daerah",
    "assistant": "Asisten Pemerintahan",
    "own OPD head": "Kepala Dinas Kesehatan",
    "other OPD head": "Kepala Dinas Pendidikan",
    "own operator": "Operator OPD",
    "echelon III": "Kepala Bidang Pelayanan Kesehatan",
    "staff": "Pengolah Data Kesehatan",
    "Bagian Organisasi": "Bagian Organisasi",
    "Bappeda": "Bappeda",
    "Inspektorat": "Inspektorat",
    "administrator": "Administrator",
}
REFUSAL = "NIP/nama pengguna dan sandi tidak cocok"


@pytest.fixture
def busy_town(town: Town) -> Town:
    """The town on a day on which the other dinas has handed in its report and its agreement."""
    position, head = town.positions["other OPD head"], town.users["other OPD head"]
    factories.report_of(position, ReportStatus.SUBMITTED, town.quarter.year, town.quarter.number)
    draft = draft_agreement(position, town.today.year, by=head, today=town.today)
    submit_agreement(draft, by=head, today=town.today, plan_note="Kamus indikator menyusul.")
    return town


def tasks_in(town: Town) -> dict[str, list[str]]:
    """Who finds which tasks; whoever is not named finds none."""
    quarter, year = town.quarter.short_label, town.today.year
    division = "Kepala Bidang Pelayanan Kesehatan"
    return {
        "regional head": [f"Periksa dan sepakati PK {year}: Kepala Dinas Pendidikan"],
        "Sekda": [f"Verifikasi laporan {quarter}: Kepala Dinas Pendidikan"],
        "Bagian Organisasi": [f"Verifikasi laporan {quarter}: Kepala Dinas Pendidikan"],
        "own OPD head": [
            f"Isi laporan {quarter}: Kepala Dinas Kesehatan",
            f"Susun PK {year}: Kepala Dinas Kesehatan",
        ],
        "own operator": [f"Isi laporan {quarter}: Kepala Dinas Kesehatan", f"Isi laporan {quarter}: {division}"],
        "echelon III": [f"Isi laporan {quarter}: {division}", f"Susun PK {year}: {division}"],
    }


def test_everybody_finds_their_own_start_page_and_leaves_again(busy_town: Town, visitors: Visitors, subtests):
    tasks = tasks_in(busy_town)
    for identity in IDENTITIES:
        if identity != ANONYMOUS:
            with subtests.test(identity):
                page = visitors.person(busy_town.users[identity])
                finds_a_page_of_their_own(page, identity, tasks.get(identity, []))
                may_open_what_not_everybody_may(page)
                leaves(page)
                page.context.close()


def finds_a_page_of_their_own(page: Page, identity: str, tasks: list[str]) -> None:
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text(f"Selamat datang, {NAMES[identity]}")
    expect(main).to_contain_text(POSTS[identity])
    expect(page.get_by_role("region", name="Tugas Anda").get_by_role("link")).to_have_text(tasks)
    if not tasks:
        expect(main).to_contain_text("Tidak ada yang menunggu Anda hari ini")
    menu = page.get_by_role("navigation", name="Menu utama", exact=True)
    expect(menu.get_by_role("link")).to_have_text(MENUS[identity])


def may_open_what_not_everybody_may(page: Page) -> None:
    menu = page.get_by_role("navigation", name="Menu utama", exact=True)
    for entry in set(menu.get_by_role("link").all_inner_texts()) - set(MENUS["staff"]):
        address = menu.get_by_role("link", name=entry, exact=True).get_attribute("href")
        assert page.context.request.get(address).ok, entry


def leaves(page: Page) -> None:
    page.locator("summary").filter(has_text="menu pengguna").click()
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()


def test_five_wrong_passwords_close_one_account_for_a_while_and_no_other(town: Town, visitors: Visitors):
    page = visitors.stranger()
    for number in range(1, 6):
        page.goto(reverse("organisation:login"))
        enter(page, town.nip_of("own OPD head"), f"salah-{number}")
        if number < 5:
            expect(page.get_by_role("alert")).to_contain_text(REFUSAL)
            expect(page.get_by_label("NIP atau nama pengguna")).not_to_be_empty()
    expect(page.get_by_role("heading", name="Terlalu banyak percobaan masuk")).to_be_visible()
    page.goto(reverse("organisation:login"))
    enter(page, town.nip_of("own OPD head"))
    expect(page.get_by_role("heading", name="Terlalu banyak percobaan masuk")).to_be_visible()
    page.goto(reverse("organisation:login"))
    enter(page, town.nip_of("Sekda"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Selamat datang, Bambang Contoh")
    assert visitors.complaints == ["429: /masuk/", "429: /masuk/"]
    visitors.complaints.clear()
