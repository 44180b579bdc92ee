"""Pasting a block: nothing is stored before it was seen, every wrong cell is named, nobody is overwritten."""

import datetime
import time
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import Event
from audit.trail import history
from indicators.domain.pasting import write_block
from indicators.enums import ValueState
from indicators.models import Indicator
from organisation.models import User
from realisations.entry.domain import Entry
from realisations.enums import EntryRoute, ReportStatus
from realisations.models import QuarterReport, Realisation
from realisations.pasting.actions import last_paste
from realisations.pasting.forms import PasteForm
from realisations.report_sheet.facts import report_sheet_of
from tests.clocks import database_clock
from tests.entries import save_report
from tests.factories import IndicatorFactory, realise, target_for
from tests.office import TODAY, Office, figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_office")]


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(office: Office, name: str = "report_paste") -> str:
    return reverse(f"realisations:{name}", args=[office.report().pk])


class Pasting:
    """Somebody at the page: pastes, looks, accepts with what the preview carried."""

    def __init__(self, office: Office, user: User | None = None) -> None:
        self.office = office
        self.client = as_user(user or office.operator)
        self.sent: dict[str, str] = {}

    def preview(self, text: str, **more: str) -> str:
        """Post the block; keep what the browser would send when the button is pressed."""
        self.response = self.client.post(url(self.office), {"text": text, **more})
        self._remember(text, more)
        return self.response.content.decode()

    def accept(self, **changed: str) -> str:
        """Press the button that stores."""
        self.response = self.client.post(url(self.office, "report_paste_accept"), self.sent | changed)
        page = self.response.content.decode()
        if self.response.context:
            self._remember(self.sent["text"], {})
        return page

    def _remember(self, text: str, more: dict[str, str]) -> None:
        context = self.response.context
        plan = context["plan"]
        self.sent = {**more, "text": text, "version": str(context["report"].version)}
        if plan:
            self.sent |= {"digest": plan.digest, "layout": context["form"].detected_key}
            self.sent |= {name: chosen for name, _, chosen in context["form"].columns}

    @property
    def plan(self):
        return self.response.context["plan"]

    @property
    def bad(self) -> list[tuple[int, str, str]]:
        """Row, column and value of every cell that was refused."""
        return [(cell.line, str(cell.column), cell.value) for cell in self.plan.bad]


def stored() -> dict[str, object]:
    return {row.indicator.code: row.value for row in Realisation.objects.select_related("indicator")}


def forty(office: Office) -> list[Indicator]:
    """Forty indicators of the office, in the order of the page."""
    for number in range(36):
        indicator = IndicatorFactory(code=f"X.{number:02}", objective=office.stunting.objective, order=10 + number)
        target_for(indicator, figure("80"), quarters={3: figure("75")})
    return [row.indicator for row in report_sheet_of(office.report()).rows]


def test_forty_rows_of_four_cells_with_three_bad_ones(office: Office) -> None:
    indicators = forty(office)
    rows = [
        [one.code, "B" if one == office.grade else "ya" if one == office.on_time else "71,25"] for one in indicators
    ]
    block = [[*row, f"Pendorong {row[0]}", f"Catatan\nuntuk {row[0]}"] for row in rows]
    block[6][1], block[20][1], block[33][0] = "1.234", "delapan puluh", "X.99"
    text = write_block([["Kode Indikator", "Realisasi", "Faktor Pendorong", "Keterangan"], *block])
    person = Pasting(office)
    counts = (Realisation.objects.count(), Event.objects.count())
    page = " ".join(person.preview(text).split())
    assert person.bad == [
        (8, "Realisasi", "1.234"),
        (22, "Realisasi", "delapan puluh"),
        (35, "Kode Indikator", "X.99"),
    ]
    assert "3 sel perlu diperbaiki" in page
    assert "dapat dibaca 1234 atau 1,234" in page
    assert "Simpan 37 baris yang benar, lewati 3 baris" in page
    assert (Realisation.objects.count(), Event.objects.count()) == counts, "nothing is stored before acceptance"
    page = person.accept()
    assert "37 baris dari tempelan tersimpan sebagai draf. 3 baris yang dilewati tetap di kotak" in page
    assert Realisation.objects.filter(figure=Decimal("71.25")).count() == 35
    assert Realisation.objects.count() == 37
    assert Realisation.objects.get(indicator=office.stunting).note == "Catatan\nuntuk IKU.1"
    assert Event.objects.filter(verb="report.saved").count() == 1
    assert person.bad == [(2, "Realisasi", "1.234"), (3, "Realisasi", "delapan puluh"), (4, "Kode Indikator", "X.99")]


def test_the_page_says_what_is_understood_and_shows_its_own_codes(office: Office) -> None:
    page = as_user(office.operator).get(url(office)).content.decode()
    for text in ("Kode Indikator", "IKU.1", "Sel kosong tidak menghapus", "menunggu", "Paling banyak 200 baris"):
        assert text in page
    assert "Pratinjau</h2>" not in page
    assert "Tempelan terakhir" not in page


def test_the_preview_shows_old_and_new_and_counts_the_rest(office: Office) -> None:
    realise(office.report(), office.stunting, figure("17"), note="lama")
    realise(office.report(), office.clinics, figure("1250"))
    person = Pasting(office)
    page = " ".join(person.preview("Kode\tRealisasi\tKeterangan\nIKU.1\t16,5\t\nIKU.2\t1.250,0\tbaru\n").split())
    assert [(str(one.column), one.before, one.after) for one in person.plan.differences] == [
        ("Realisasi", "17", "16,5"),
        ("Keterangan", "", "baru"),
    ]
    assert (person.plan.unchanged, person.plan.empty) == (1, 1)
    assert "2 isian berubah</strong> pada 2 baris, 1 sel sama dengan yang tersimpan, 1 sel kosong dibiarkan" in page
    assert "Baris pertama dikenali sebagai judul." in page
    person.accept()
    assert Realisation.objects.get(indicator=office.stunting).note == "lama", "an empty cell takes nothing away"
    assert stored()["IKU.1"] == figure("16.5")


def test_every_state_has_its_word(office: Office) -> None:
    realise(office.report(), office.stunting, figure("17"))
    realise(office.report(), office.on_time, None, state=ValueState.WAITING, note="BPS")
    person = Pasting(office)
    person.preview(
        "Kode Indikator\tRealisasi\tKeterangan\nIKU.1\tN/A\t\niku.2\tmenunggu\trilis BPS\nIKU.3\tbb\t\nIKU.4\tYA\t"
    )
    assert person.bad == []
    person.accept()
    rows = {row.indicator.code: row for row in Realisation.objects.select_related("indicator")}
    assert (rows["IKU.1"].state, rows["IKU.1"].figure) == (ValueState.NOT_APPLICABLE, None)
    assert (rows["IKU.2"].state, rows["IKU.2"].note) == (ValueState.WAITING, "rilis BPS")
    assert (rows["IKU.3"].grade, rows["IKU.4"].grade) == ("BB", "ya")


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ("IKU.1\t1.234\t\t\t", "Realisasi", "dapat dibaca 1234 atau 1,234"),
        ("IKU.1\t1e5\t\t\t", "Realisasi", "bukan angka"),
        ("IKU.1\tNaN\t\t\t", "Realisasi", "bukan angka"),
        ("IKU.1\t#DIV/0!\t\t\t", "Realisasi", "galat rumus"),
        ("IKU.1\t=A1+1\t\t\t", "Realisasi", "bukan angka"),
        (f"IKU.1\t{'9' * 40}\t\t\t", "Realisasi", "terlalu besar"),
        ("IKU.1\t0,1234567\t\t\t", "Realisasi", "paling banyak 6 angka"),
        ("IKU.2\t-1\t\t\t", "Realisasi", "tidak boleh negatif"),
        ("IKU.3\tSSS\t\t\t", "Realisasi", "tidak ada dalam skala"),
        ("IKU.4\tmungkin\t\t\t", "Realisasi", "Tulis ya atau tidak"),
        ("IKU.1\t\t3\t0\t", "Penyebut", "tidak boleh 0"),
        ("IKU.2\t3\t3\t\t", "Pembilang", "tidak dihitung dari pembilang"),
        ("IKU.1\tmenunggu\t\t\t", "Keterangan", "Wajib diisi bila realisasi menunggu"),
        (f"IKU.1\t1\t\t\t{'kata ' * 801}x", "Keterangan", "4000"),
        ("IKU.9\t1\t\t\t", "Kode Indikator", "tidak ada dalam laporan ini"),
        ("\t1\t\t\t", "Kode Indikator", "belum diisi"),
    ],
)
def test_a_bad_cell_is_named_with_what_to_do(office: Office, row: str, column: str, sentence: str) -> None:
    person = Pasting(office)
    header = "Kode Indikator\tRealisasi\tPembilang\tPenyebut\tKeterangan"
    person.preview(f"{header}\n{row}")
    (cell,) = person.plan.bad
    assert (cell.line, str(cell.column)) == (2, column)
    assert sentence in cell.sentence
    assert person.plan.entries == {}
    person.accept()
    assert not Realisation.objects.exists()
    assert not Event.objects.filter(verb="report.saved").exists()


def test_rows_of_another_year_or_quarter_and_rows_told_twice_are_refused(office: Office) -> None:
    person = Pasting(office)
    person.preview(
        "Kode Indikator\tTahun\tTriwulan\tRealisasi\nIKU.1\t2026\tTW III\t16\nIKU.2\t2025\t3\t4\nIKU.3\t2026\t2\tB\n"
        "IKU.1\t2026\t3\t17"
    )
    assert person.bad == [(3, "Tahun", "2025"), (4, "Triwulan", "2"), (5, "Kode Indikator", "IKU.1")]
    assert list(person.plan.entries) == [office.stunting.pk]


def test_without_codes_rows_follow_the_page_from_the_chosen_one(office: Office) -> None:
    person = Pasting(office)
    page = person.preview("5\r\n\r\nya\r\n7\r\n", start=str(office.clinics.pk))
    assert "dipasangkan menurut urutan halaman" in page
    assert [(one.line, one.row.indicator.code) for one in person.plan.differences] == [(1, "IKU.2"), (3, "IKU.4")]
    assert person.bad == [(4, "Kode Indikator", "")]
    assert "Tidak ada indikator lagi untuk baris ini" in page
    person.accept()
    assert stored() == {"IKU.2": figure("5"), "IKU.4": Realisation.objects.get(indicator=office.on_time).value}


def test_a_block_pasted_at_a_text_begins_with_that_column(office: Office) -> None:
    person = Pasting(office)
    person.preview("lanjutkan posyandu\tangka sementara", first="follow_up")
    assert [(str(one.column), one.after) for one in person.plan.differences] == [
        ("Tindak Lanjut", "lanjutkan posyandu"),
        ("Keterangan", "angka sementara"),
    ]


def test_codes_in_the_first_column_are_noticed_without_a_header(office: Office) -> None:
    person = Pasting(office)
    page = person.preview("IKU.2\t4\nIKU.1\t16")
    assert "Baris dipasangkan menurut Kode Indikator." in page
    person.accept()
    assert stored() == {"IKU.1": figure("16"), "IKU.2": figure("4")}


def test_columns_can_be_chosen_and_unknown_ones_are_left_out(office: Office) -> None:
    person = Pasting(office)
    person.preview("Kode\tTarget\tCapaian\nIKU.1\t15,5\t16")
    assert "Tidak ada kolom yang dapat diisikan" in person.response.content.decode()
    layout = person.response.context["form"].detected_key
    chosen = {"layout": layout, "column_0": "Kode Indikator", "column_1": "", "column_2": "Realisasi"}
    person.preview("Kode\tTarget\tCapaian\nIKU.1\t15,5\t16", **chosen)
    person.accept()
    assert stored() == {"IKU.1": figure("16")}


def test_a_column_chosen_twice_is_refused(office: Office) -> None:
    person = Pasting(office)
    key = "|Realisasi|Pembilang"
    page = person.preview("16\t3", layout=key, column_0="Realisasi", column_1="Realisasi")
    assert "Kolom “Realisasi” ada dua kali" in page
    assert person.plan is None


def test_columns_chosen_for_another_block_are_not_followed(office: Office) -> None:
    person = Pasting(office)
    person.preview("Kode\tKeterangan\nIKU.1\tbaru", layout="|Realisasi|Pembilang", column_0="", column_1="Realisasi")
    assert [str(one.column) for one in person.plan.differences] == ["Keterangan"]


def test_numerator_and_denominator_give_the_value_or_are_doubted(office: Office) -> None:
    person = Pasting(office)
    person.preview("Kode\tPembilang\tPenyebut\nIKU.1\t15\t100")
    assert [str(one.column) for one in person.plan.differences] == ["Realisasi", "Pembilang", "Penyebut"]
    person.accept()
    assert stored() == {"IKU.1": figure("15")}
    page = person.preview("Kode\tPembilang\tPenyebut\nIKU.1\t20\t100")
    assert "Pembilang dan penyebut memberi 20, sedangkan realisasi 15." in page


def test_one_event_says_that_it_was_pasted(office: Office) -> None:
    person = Pasting(office)
    person.preview("IKU.1\t16\nIKU.2\t3")
    person.accept()
    (event,) = history(office.report()).filter(verb="report.saved")
    assert event.data["via"] == EntryRoute.PASTE
    assert len(event.data["changes"]) == 4
    assert event.actor_id == office.operator.pk
    page = as_user(office.operator).get(reverse("realisations:report_detail", args=[office.report().pk]))
    assert "Lewat tempelan dari Excel" in page.content.decode()


def test_somebody_elses_change_in_between_is_shown_and_not_overwritten(office: Office) -> None:
    person = Pasting(office)
    person.preview("IKU.1\t16\nIKU.2\t3")
    other = Entry(state=ValueState.REPORTED, figure=Decimal(19))
    save_report(office.report(), {office.stunting.pk: other}, by=office.head, version=0, today=TODAY)
    page = person.accept()
    assert person.response.status_code == 409
    assert f"{office.head} menyimpan laporan ini sejak pratinjau dibuat" in page
    assert [one.before for one in person.plan.differences] == ["19", ""]
    assert "IKU.1\t16" in person.response.context["form"]["text"].value()
    assert stored() == {"IKU.1": figure("19")}
    person.accept()
    assert stored() == {"IKU.1": figure("16"), "IKU.2": figure("3")}


def test_what_was_not_shown_is_not_stored(office: Office) -> None:
    person = Pasting(office)
    person.preview("IKU.1\t16")
    for changed in ({"text": "IKU.1\t99"}, {"digest": ""}, {"version": ""}, {"version": "7"}):
        person.accept(**changed)
        assert person.response.status_code == 409
        person.preview("IKU.1\t16")
    assert "Pastikan nilai ini" in person.accept(version="-1")
    assert not Realisation.objects.exists()


@pytest.mark.parametrize("status", [ReportStatus.SUBMITTED, ReportStatus.VERIFIED])
def test_a_report_that_was_sent_takes_no_paste_and_keeps_the_text_on_the_screen(office: Office, status: str) -> None:
    person = Pasting(office)
    person.preview("IKU.1\t16")
    verified = "2026-10-08T02:00Z" if status == ReportStatus.VERIFIED else None
    QuarterReport.objects.filter(pk=office.report().pk).update(
        status=status, submitted_by=office.head, submitted_at="2026-10-08T02:00Z", verified_at=verified
    )
    page = person.accept()
    assert "isinya tidak dapat diubah" in page
    assert "IKU.1\t16" in page
    assert not Realisation.objects.exists()
    assert "hanya dapat dibaca" in person.preview("IKU.1\t17")
    assert person.client.get(url(office)).url == reverse("realisations:report_detail", args=[office.report().pk])


def test_after_the_period_nothing_is_stored(office: Office) -> None:
    person = Pasting(office)
    person.preview("IKU.1\t16")
    with database_clock(datetime.datetime(2026, 11, 20, 3, tzinfo=datetime.UTC)):
        page = person.accept()
    assert "sudah ditutup" in page
    assert not Realisation.objects.exists()


def test_too_much_and_nothing_come_back_with_a_sentence(office: Office) -> None:
    person = Pasting(office)
    for text, sentence in (
        ("", "Belum ada yang ditempel"),
        ("1\n" * 201, "lebih dari 200 baris"),
        ("\t".join("1" * 13), "lebih dari 12 kolom"),
        ("x" * 200_001, "lebih besar dari 200 kB"),
        ("a\x00b", "null"),
    ):
        page = person.preview(text)
        assert sentence in page
        assert person.plan is None


def test_text_of_users_is_shown_as_text(office: Office) -> None:
    page = Pasting(office).preview('Kode\t<b>x\tKeterangan\nIKU.1\t1\t<script>alert(1)</script>\n"><i>\t\t')
    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert "<i>" not in page


def test_a_paste_is_taken_back_with_new_values_and_a_history(office: Office) -> None:
    report = office.report()
    realise(report, office.stunting, figure("1234.5"), numerator=Decimal(7), is_provisional=True)
    before = Entry.of(Realisation.objects.get())
    person = Pasting(office)
    person.preview("Kode\tRealisasi\tPembilang\tKeterangan\nIKU.1\tn/a\t8\tbaru\nIKU.3\tBB\t\t")
    person.accept()
    page = person.client.get(url(office)).content.decode()
    event = last_paste(report)
    assert "Urungkan tempelan" in page
    assert f"{office.operator} menempel 6 isian" in page
    undo = url(office, "report_paste_undo")
    assert person.client.get(undo).status_code == 405
    response = person.client.post(undo, {"event": str(event.pk)}, follow=True)
    assert "Tempelan diurungkan." in response.content.decode()
    assert Entry.of(Realisation.objects.get(indicator=office.stunting)) == before
    assert Entry.of(Realisation.objects.get(indicator=office.grade)) == Entry()
    assert [one.data.get("via") for one in history(report).filter(verb="report.saved")] == ["paste_undone", "paste"]
    again = person.client.post(undo, {"event": str(event.pk)}, follow=True).content.decode()
    assert "sudah diurungkan" in again
    assert last_paste(report) is None


def test_what_was_changed_after_a_paste_is_not_taken_back(office: Office) -> None:
    person = Pasting(office)
    person.preview("Kode\tRealisasi\tKeterangan\nIKU.1\t16\tbaru\nIKU.2\t3\t")
    person.accept()
    report = office.report()
    later = Entry(state=ValueState.REPORTED, figure=Decimal("16.5"), note="baru")
    save_report(report, {office.stunting.pk: later}, by=office.head, version=1, today=TODAY)
    undone = person.client.post(
        url(office, "report_paste_undo"), {"event": str(last_paste(report).pk)}, follow=True
    ).content.decode()
    assert "diubah sesudah tempelan atau sudah diterima verifikator: IKU.1 – keadaan, IKU.1 – realisasi." in undone
    assert stored() == {"IKU.1": figure("16.5"), "IKU.2": None}
    assert Realisation.objects.get(indicator=office.stunting).note == ""


def accept_row(office: Office, indicator: Indicator) -> None:
    """The verifier took this row as it is when the report was returned."""
    QuarterReport.objects.filter(pk=office.report().pk).update(status=ReportStatus.RETURNED)
    Realisation.objects.filter(report=office.report(), indicator=indicator).update(
        accepted_at="2026-10-08T02:00Z", accepted_by=office.section
    )


def test_an_accepted_row_is_refused_by_name_unless_nothing_in_it_changes(office: Office) -> None:
    realise(office.report(), office.stunting, figure("17"))
    accept_row(office, office.stunting)
    person = Pasting(office)
    person.preview("IKU.1\t16\nIKU.2\t3")
    assert person.bad == [(1, "Realisasi", "16")]
    assert "sudah diterima verifikator" in person.plan.bad[0].sentence
    person.preview("IKU.1\t17\nIKU.2\t3")
    assert person.bad == []
    person.accept()
    assert stored() == {"IKU.1": figure("17"), "IKU.2": figure("3")}


def test_an_accepted_row_is_not_taken_back(office: Office) -> None:
    person = Pasting(office)
    person.preview("IKU.1\t16\nIKU.2\t3")
    person.accept()
    accept_row(office, office.stunting)
    event = last_paste(office.report())
    page = person.client.post(url(office, "report_paste_undo"), {"event": str(event.pk)}, follow=True)
    assert "sudah diterima verifikator: IKU.1" in page.content.decode()
    assert stored() == {"IKU.1": figure("16"), "IKU.2": None}


@pytest.mark.parametrize("event", ["", "x", "0", "999999999", "\u0661", "9" * 5000])
def test_a_paste_that_does_not_exist_is_not_taken_back(office: Office, event: str) -> None:
    client = as_user(office.operator)
    page = client.post(url(office, "report_paste_undo"), {"event": event}, follow=True).content.decode()
    assert "sudah diurungkan, atau ada tempelan yang lebih baru" in page


@pytest.mark.parametrize("indicators", [5, 40])
def test_the_number_of_queries_does_not_grow(office: Office, indicators: int, django_assert_num_queries) -> None:
    codes = [one.code for one in forty(office)[4:indicators]]
    text = "\n".join(f"{code}\t70" for code in codes)
    person = Pasting(office)
    person.preview(text)
    with django_assert_num_queries(23):
        person.client.post(url(office), {"text": text})


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(
        st.sampled_from([*'0123456789.,-% \t\n"', "IKU.1", "IKU.2", "Realisasi", "Pembilang", "n/a", "menunggu", "é"]),
        max_size=60,
    ).map("".join),
    first=st.sampled_from(["", "value", "note", "numerator"]),
)
def test_no_block_crashes_the_preview(office: Office, text: str, first: str) -> None:
    form = PasteForm(report_sheet_of(office.report()), {"text": text, "first": first})
    form.is_valid()
    if form.plan is None:
        assert form.errors
    else:
        assert set(form.plan.entries) <= {one.pk for one in Indicator.objects.all()}
        assert form.left_text().startswith("Kode Indikator")


def test_pressing_the_button_twice_stores_once(office: Office) -> None:
    person = Pasting(office)
    person.preview("IKU.1\t16\nIKU.2\t3")
    pressed = dict(person.sent)
    person.accept()
    person.accept(**pressed)
    assert person.response.status_code == 409
    assert Event.objects.filter(verb="report.saved").count() == 1


def test_the_largest_block_of_forty_rows_is_looked_at_quickly(office: Office) -> None:
    indicators = forty(office)
    rows = [[one.code, "71,25", "", "", *["Dukungan kader posyandu. " * 40] * 4] for one in indicators]
    again = [[one.code, "1"] for one in indicators for _ in range(4)][:159]
    header = ["Kode", "Realisasi", "Pembilang", "Penyebut", "Faktor Pendorong", "Faktor Penghambat"]
    person = Pasting(office)
    started = time.perf_counter()
    person.preview(write_block([[*header, "Tindak Lanjut", "Keterangan"], *rows, *again]))
    assert time.perf_counter() - started < 5
    assert len(person.plan.differences) == 38 * 5
    assert len(person.plan.refused_lines) == 2 + 159
