"""One quarter and one agreement, from the first log-in to the paper, through the browser alone."""

import io
import re

import pypdf
import segno
from PIL.Image import Image
from playwright.sync_api import Locator, Page, expect

from indicators.models import Indicator
from organisation.domain.nip import group_nip
from tests.journeys.conftest import Visitors, row_of
from tests.journeys.town import Town

STATUTORY_SENTENCES = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan dan akuntabel serta berorientasi pada "
    "hasil, kami yang bertanda tangan di bawah ini:",
    "Selanjutnya disebut Pihak Pertama",
    "Selaku atasan Pihak Pertama, selanjutnya disebut Pihak Kedua",
    "Pihak Pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian ini, dalam "
    "rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam dokumen perencanaan. "
    "Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi tanggung jawab kami.",
    "Pihak Kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap capaian kinerja dari "
    "perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka pemberian penghargaan dan sanksi.",
)
"""PermenPAN-RB 53/2014, Lampiran I."""

HEAD = "Kepala Dinas Kesehatan"
EXPLANATION = "Penilaian baru dilakukan pada triwulan IV."
ROW_REMARK = "Angkanya berbeda dari data Dinkes Provinsi; cocokkan dahulu."
AGREEMENT_REMARK = "Cantumkan tanggal PK."
PLAN_NOTE = "Kamus indikator dilengkapi bersama Bappeda."


def test_a_quarter_is_reported_and_verified_and_an_agreement_is_signed_and_printed(town: Town, visitors: Visitors):
    operator = visitors.person(town.users["own operator"], town.nip_of("own operator"))
    head = visitors.person(town.users["own OPD head"], town.nip_of("own OPD head"))
    verifier = visitors.person(town.users["Bagian Organisasi"])
    the_operator_fills_in_the_quarter(operator, town)
    assert visitors.complaints.pop().startswith("422: /realisasi/"), "the ambiguous number was asked back"
    the_head_checks_and_sends(head, town)
    the_verifier_returns_one_row(verifier, town)
    the_head_corrects_and_sends_again(head, town)
    the_verifier_accepts(verifier, town)
    the_sekda_follows_the_figure_down(visitors.person(town.users["Sekda"], town.nip_of("Sekda")), town)
    regent = visitors.person(town.users["regional head"])
    the_head_drafts_the_agreement_and_sends_it(head, town)
    the_regent_returns_it(regent, town)
    the_head_dates_it_and_sends_it_again(head, town)
    the_regent_agrees(regent, town)
    paper = bagian_organisasi_issues_and_prints(verifier, town)
    both_sign(head, regent, town)
    text = text_of(paper)
    the_paper_says_what_was_agreed(text, town)
    address = re.search(r"http\S+/v/\S+", text)[0]
    assert leads_to(address, paper)
    anybody_can_check_the_paper(visitors.stranger(), address, town)


def the_operator_fills_in_the_quarter(page: Page, town: Town) -> None:
    """A figure, a grade, a case that does not apply, and a number that is asked back because it has two readings."""
    page.get_by_role("link", name=f"Isi laporan {town.quarter.short_label}: {HEAD}").click()
    page.get_by_role("button", name=f"Mulai isi laporan {HEAD}").click()
    row_of(page, town.coverage).get_by_label("Realisasi").fill("78,5")
    row_of(page, town.patients).get_by_label("Realisasi").fill("1.250")
    row_of(page, town.maturity).get_by_label("Realisasi").select_option("A")
    row_of(page, town.mortality).get_by_label("Keadaan").select_option("Tidak berlaku (n/a)")
    page.get_by_role("button", name="Simpan draf").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("“1.250” dapat dibaca 1250 atau 1,25")
    expect(row_of(page, town.patients).get_by_label("Realisasi")).to_have_value("1.250")
    row_of(page, town.patients).get_by_label("Realisasi").fill("1250")
    page.get_by_role("button", name="Simpan draf").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_text("1 indikator belum lengkap")).to_be_visible()
    page.get_by_role("link", name=re.compile("dinyatakan tidak berlaku tanpa keterangan")).click()
    row_of(page, town.mortality).get_by_label("Keterangan").fill(EXPLANATION)
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_text("Semua indikator sudah dijawab atau dijelaskan.")).to_be_visible()
    expect(page.get_by_role("button", name="Kirim laporan")).to_have_count(0)


def the_head_checks_and_sends(page: Page, town: Town) -> None:
    page.goto("/")
    page.get_by_role("link", name=f"Kirim laporan {town.quarter.short_label}: {HEAD}").click()
    expect(page.get_by_role("row").filter(has_text=town.coverage.statement)).to_contain_text("78,5")
    expect(page.get_by_role("row").filter(has_text=town.mortality.statement)).to_contain_text(EXPLANATION)
    page.get_by_role("button", name=f"Kirim laporan {town.quarter.label}").click()
    expect(page.get_by_role("heading", name="Laporan terkirim")).to_be_visible()


def the_verifier_returns_one_row(page: Page, town: Town) -> None:
    page.goto("/")
    page.get_by_role("link", name=f"Verifikasi laporan {town.quarter.short_label}: {HEAD}").click()
    page.get_by_role("button", name="Kembalikan dengan catatan").click()
    expect(page.get_by_role("alert")).to_contain_text("Tulis apa yang perlu diperbaiki")
    remark_on(page, town.coverage).fill(ROW_REMARK)
    page.get_by_role("button", name="Kembalikan dengan catatan").click()
    expect(page.get_by_text("dikembalikan. Pemegang jabatan dan operatornya sudah diberi tahu.")).to_be_visible()


def the_head_corrects_and_sends_again(page: Page, town: Town) -> None:
    page.goto("/")
    page.get_by_role("link", name=f"Isi laporan {town.quarter.short_label}: {HEAD}").click()
    expect(row_of(page, town.coverage)).to_contain_text(ROW_REMARK)
    row_of(page, town.coverage).get_by_label("Realisasi").fill("72")
    page.get_by_role("button", name="Periksa dan kirim").click()
    page.get_by_role("button", name=f"Kirim laporan {town.quarter.label}").click()
    expect(page.get_by_role("heading", name="Laporan terkirim")).to_be_visible()


def the_verifier_accepts(page: Page, town: Town) -> None:
    page.goto("/")
    page.get_by_role("link", name=f"Verifikasi laporan {town.quarter.short_label}: {HEAD}").click()
    expect(page.get_by_role("row").filter(has_text=town.coverage.statement)).to_contain_text("72")
    page.get_by_role("button", name="Setujui laporan").click()
    expect(page.get_by_text("disetujui. Angkanya kini diperhitungkan.")).to_be_visible()


def the_sekda_follows_the_figure_down(page: Page, town: Town) -> None:
    """72 of 80 is 90 %, 1250 of 1000 is 125 %, A (6th grade) of BB (5th) is 120 %; n/a counts for nothing."""
    page.get_by_role("link", name="Dasbor", exact=True).click()
    late = page.get_by_role("listitem").filter(has_text="Kepala Dinas Pendidikan")
    expect(late).to_contain_text("Belum jatuh tempo")
    row = page.get_by_role("row").filter(has_text=HEAD)
    expect(row).to_contain_text("Terverifikasi")
    expect(row.get_by_role("cell").last).to_have_text(re.compile(r"111,67%\s+Sangat Tinggi"))
    row.get_by_role("link", name=HEAD, exact=True).click()
    line = page.get_by_role("row").filter(has_text=town.coverage.statement)
    expect(line).to_contain_text("90,00%")
    expect(line).to_contain_text("Tinggi")
    line.get_by_role("link", name=town.coverage.statement).click()
    expect(page.get_by_role("main")).to_contain_text("90,00%")
    page.go_back()
    page.get_by_role("link", name=re.compile("^Laporan triwulan")).click()
    page.get_by_text("Riwayat laporan").click()
    expect(page.get_by_role("main")).to_contain_text(ROW_REMARK)


def the_head_drafts_the_agreement_and_sends_it(page: Page, town: Town) -> None:
    page.goto("/")
    page.get_by_role("link", name=f"Susun PK {town.today.year}: {HEAD}").click()
    page.get_by_role("button", name=f"Susun PK {HEAD}").click()
    for indicator in town.indicators:
        expect(page.get_by_role("cell", name=indicator.statement, exact=True)).to_be_visible()
    page.get_by_role("link", name="Ajukan").click()
    page.get_by_label("Penjelasan").fill(PLAN_NOTE)
    page.get_by_role("button", name="Ajukan").click()
    expect(page.get_by_text("PK sudah diajukan.")).to_be_visible()


def the_regent_returns_it(page: Page, town: Town) -> None:
    page.goto("/")
    page.get_by_role("link", name=f"Periksa dan sepakati PK {town.today.year}: {HEAD}").click()
    page.get_by_role("link", name="Periksa dan putuskan").click()
    expect(page.get_by_role("main")).to_contain_text(PLAN_NOTE)
    page.get_by_label("Catatan umum").fill(AGREEMENT_REMARK)
    page.get_by_role("button", name="Kembalikan dengan catatan").click()
    expect(page.get_by_text("PK dikembalikan.")).to_be_visible()


def the_head_dates_it_and_sends_it_again(page: Page, town: Town) -> None:
    page.goto("/")
    page.get_by_role("link", name=f"Perbaiki dan ajukan lagi PK {town.today.year}: {HEAD}").click()
    expect(page.get_by_role("main")).to_contain_text(AGREEMENT_REMARK)
    page.get_by_role("link", name="Ubah draf").click()
    page.get_by_label("Tanggal PK").fill(f"{town.today:%d-%m-%Y}")
    page.get_by_role("button", name="Simpan draf").click()
    page.get_by_role("link", name="Ajukan").click()
    expect(page.get_by_label("Penjelasan")).to_have_value(PLAN_NOTE)
    page.get_by_role("button", name="Ajukan").click()
    expect(page.get_by_text("PK sudah diajukan.")).to_be_visible()


def the_regent_agrees(page: Page, town: Town) -> None:
    page.goto("/")
    page.get_by_role("link", name=f"Periksa dan sepakati PK {town.today.year}: {HEAD}").click()
    page.get_by_role("link", name="Periksa dan putuskan").click()
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_text("PK disetujui.")).to_be_visible()


def both_sign(head: Page, regent: Page, town: Town) -> None:
    """First Pihak Pertama, then Pihak Kedua; each records the ink on the paper."""
    for page, task in ((head, "Tanda tangani"), (regent, "Tanda tangani sebagai Pihak Kedua")):
        page.goto("/")
        page.get_by_role("link", name=f"{task} PK {town.today.year}: {HEAD}").click()
        page.get_by_role("link", name="Catat tanda tangan").click()
        page.get_by_role("radio").check()
        page.get_by_label("Tanggal tanda tangan").fill(f"{town.today:%d-%m-%Y}")
        page.get_by_role("button", name="Catat tanda tangan").click()
        expect(page.get_by_text("Tanda tangan dicatat.")).to_be_visible()
    expect(regent.get_by_text("PK ini sekarang berlaku.")).to_be_visible()


def bagian_organisasi_issues_and_prints(page: Page, town: Town) -> bytes:
    """The paper, which stays the same however often it is fetched."""
    page.goto("/")
    page.get_by_role("link", name="Dokumen", exact=True).click()
    page.get_by_role("row").filter(has_text=HEAD).get_by_role("link", name="Terbitkan").click()
    expect(page.get_by_label("Tanggal", exact=True)).to_have_value(f"{town.today:%d-%m-%Y}")
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("PK terbit dengan nomor")).to_be_visible()
    row = page.get_by_role("row").filter(has_text=HEAD)
    first, second = (downloaded(page, row.get_by_role("link", name="Buka PDF")) for _ in range(2))
    assert first == second
    return first


def the_paper_says_what_was_agreed(text: str, town: Town) -> None:
    for sentence in STATUTORY_SENTENCES:
        assert sentence in text
    for name in ("dr. Dewi Contoh, M.Kes.", "Ahmad Contoh"):
        assert name in text
    for indicator in town.indicators:
        assert indicator.statement in text
    assert "Rp4.250.000.000" in text


def anybody_can_check_the_paper(page: Page, address: str, town: Town) -> None:
    """The address in the QR code leads to a public page that confirms the paper and keeps the NIP to itself."""
    page.goto(address)
    main = page.get_by_role("main")
    expect(main).to_contain_text("Berlaku")
    expect(main).to_contain_text("dr. Dewi Contoh, M.Kes.")
    number = town.users["own OPD head"].employee.employee_number
    shown = page.content()
    assert number not in shown
    assert group_nip(number) not in shown


def remark_on(page: Page, indicator: Indicator) -> Locator:
    """The box for the verifier's remark on one indicator."""
    return page.get_by_role("row").filter(has_text=indicator.statement).get_by_role("textbox")


def downloaded(page: Page, link: Locator) -> bytes:
    """What the link gives, fetched by this browser's session."""
    answer = page.context.request.get(link.get_attribute("href"))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def leads_to(address: str, paper: bytes) -> bool:
    """Whether a picture on the first page is the QR code of this address, module by module."""
    modules = [[bool(module) for module in row] for row in segno.make(address, error="m", micro=False).matrix]
    images = pypdf.PdfReader(io.BytesIO(paper)).pages[0].images
    return any(modules_of(image.image, len(modules)) == modules for image in images)


def modules_of(picture: Image, count: int) -> list[list[bool]]:
    """The picture as `count` by `count` modules, True where one is dark."""
    grey = picture.convert("L")
    middles = [int((number + 0.5) * grey.width / count) for number in range(count)]
    return [[grey.getpixel((x, min(y, grey.height - 1))) < 128 for x in middles] for y in middles]


def text_of(paper: bytes) -> str:
    """All words of the paper, with single blanks."""
    pages = pypdf.PdfReader(io.BytesIO(paper)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
