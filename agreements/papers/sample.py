"""An agreement that does not exist, to see a wording on paper before there is a real one."""

from agreements.enums import Side
from agreements.papers.attachments import GroupText, SheetText, StepText
from agreements.papers.facts import AgreementDocument, IndicatorText, ObjectiveText, PartyText
from agreements.papers.money import BudgetText
from documents.drawing.imprint import crest_of, government_name
from indicators.enums import Polarity
from indicators.policy.printing import print_policy
from indicators.sheets.terms import NO_VALUE
from organisation.models import Government

OBJECTIVE = "Meningkatnya kualitas pelayanan publik"
INDICATOR = "Indeks Kepuasan Masyarakat"
OFFICIAL = PartyText(
    "Nama Pejabat, S.Sos., M.Si.", "Kepala Dinas Contoh", "Pembina Utama Muda", "19991301 202012 9 001"
)


def sample_document(year: int, *, is_alone: bool) -> AgreementDocument:
    """A short agreement of this government: of its head, or of the head of an invented dinas with its head."""
    government = Government.objects.current()
    policy = print_policy(year)
    head = PartyText("Nama Kepala Daerah, S.E., M.M.", government.head_title)
    indicators = (IndicatorText(INDICATOR, "Indeks", "85,5"), IndicatorText("Persentase pengaduan selesai", "%", "90"))
    return AgreementDocument(
        title=f"Perjanjian Kinerja Tahun {year}",
        unit_name=government_name(government).removeprefix("Pemerintah ") if is_alone else "Dinas Contoh",
        government_name=government_name(government),
        first=head if is_alone else OFFICIAL,
        second=None if is_alone else head,
        place=government.seat,
        date=f"2 Januari {year}",
        created="",
        objective_title="Sasaran Strategis",
        objectives=(ObjectiveText(1, OBJECTIVE, indicators),),
        budget_title="Program",
        budget=(BudgetText("Program Penyelenggaraan Pelayanan Publik", "Rp1.250.000.000", "APBD"),),
        total="Rp1.250.000.000",
        total_in_words="satu miliar dua ratus lima puluh juta rupiah",
        paper=policy.paper,
        crest=crest_of(government),
    )


def sample_groups() -> tuple[GroupText, ...]:
    """One objective with one indicator, its quarter targets, an action and a reference sheet."""
    step = StepText(1, "Melaksanakan survei kepuasan masyarakat", ("", "√", "", "√"), "Kepala Bidang Pelayanan")
    terms = (
        ("Sasaran", OBJECTIVE),
        ("Definisi operasional", "Hasil pengukuran kepuasan pengguna layanan melalui survei."),
        ("Formula", "Nilai rata-rata tertimbang unsur pelayanan × 25"),
        ("Satuan", "Indeks"),
        ("Arah", Polarity.MAXIMIZE.label),
        ("Sumber data", "Laporan survei kepuasan masyarakat"),
        ("Kondisi awal", NO_VALUE),
        ("Penanggung jawab", f"Kepala bidang yang ditunjuk {Side.FIRST.label}"),
    )
    quarters = (NO_VALUE, "84", NO_VALUE, "85,5")
    return (GroupText(1, OBJECTIVE, (SheetText("1.1", INDICATOR, "Indeks", "85,5", quarters, (step,), terms),)),)
