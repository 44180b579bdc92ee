"""What two contents of an agreement differ in, told in sentences."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agreements.domain.plan import AgreementContent, PlannedLine, PlannedParty, PlannedStep, differences
from indicators.domain.kinds import Figure, Grade, Range
from indicators.domain.planned_budget import PlannedBudgetLine

HEAD = PlannedParty("first", 1, 1, "definitive", "Siti", "Kepala Dinas", "Pembina", "198001012005011001")
BUPATI = PlannedParty("second", 2, 2, "definitive", "Ahmad", "Bupati", "", "")
LINE = PlannedLine(1, "S1", "Sehat", "Angka harapan hidup", "tahun", Figure(Decimal("70.5")))
OTHER = PlannedLine(2, "S1", "Sehat", "Nilai SAKIP", "predikat", Grade("BB"))
MONEY = PlannedBudgetLine("1.02.01", "Program A", "APBD", Decimal(1_000_000))
PLAN = AgreementContent((HEAD, BUPATI), (LINE, OTHER), (MONEY,))


def with_line(**changed):
    return replace(PLAN, lines=(replace(LINE, **changed), OTHER))


@pytest.mark.parametrize(
    "after, sentence",
    [
        (with_line(value=Figure(Decimal("71.125"))), "Target “Angka harapan hidup”: 70,5 tahun menjadi 71,125 tahun."),
        (
            with_line(value=Range(Decimal(70), Decimal(72))),
            "Target “Angka harapan hidup”: 70,5 tahun menjadi 70–72 tahun.",
        ),
        (with_line(unit_of_measure="th"), "Target “Angka harapan hidup”: 70,5 tahun menjadi 70,5 th."),
        (with_line(indicator_statement="AHH"), "Bunyi indikator “Angka harapan hidup” menjadi “AHH”."),
        (with_line(objective_statement="Bugar"), "Sasaran indikator “Angka harapan hidup” menjadi “Bugar”."),
        (replace(PLAN, lines=(LINE,)), "Indikator dihapus: “Nilai SAKIP”."),
        (replace(PLAN, lines=(OTHER, LINE)), "Urutan indikator berubah."),
        (replace(PLAN, budget=()), "Anggaran dihapus: Program A (APBD)."),
        (
            replace(PLAN, budget=(replace(MONEY, amount=Decimal(2_000_000)),)),
            "Anggaran Program A (APBD): Rp1.000.000 menjadi Rp2.000.000.",
        ),
        (replace(PLAN, budget=(replace(MONEY, program_name="B"),)), "Nama program 1.02.01 menjadi “B”."),
        (
            replace(PLAN, parties=(replace(HEAD, name="Budi", employee_id=3), BUPATI)),
            "Pihak Pertama: Siti (Kepala Dinas) menjadi Budi (Kepala Dinas).",
        ),
        (
            replace(PLAN, parties=(replace(HEAD, rank_name="Penata"), BUPATI)),
            "Pihak Pertama: pangkat, NIP, atau status jabatan Siti diperbarui.",
        ),
        (replace(PLAN, parties=(HEAD,)), "Pihak Kedua dihapus."),
    ],
)
def test_each_difference_is_one_sentence(after, sentence):
    assert differences(PLAN, after) == [sentence]


def test_what_is_new_is_told():
    before = AgreementContent((HEAD,), (LINE,), ())
    assert differences(before, PLAN) == [
        "Pihak Kedua ditambahkan: Ahmad.",
        "Indikator ditambahkan: “Nilai SAKIP”.",
        "Anggaran ditambahkan: Program A (APBD) Rp1.000.000.",
    ]


def test_the_same_content_has_no_differences():
    assert differences(PLAN, replace(PLAN)) == []


def test_the_total_of_the_budget_adds_every_source():
    more = replace(PLAN, budget=(MONEY, replace(MONEY, funding_source="DAK", amount=Decimal("0.50"))))
    assert more.budget_total == Decimal("1000000.50")
    assert AgreementContent((), (), ()).budget_total == 0


def test_a_side_without_a_party_is_none():
    assert PLAN.party("second") == BUPATI
    assert AgreementContent((HEAD,), (), ()).party("second") is None


COURSE = ((1, Figure(Decimal("20.123456"))), (2, Figure(Decimal(40))))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            PLAN,
            with_line(quarters=COURSE),
            "Target triwulan “Angka harapan hidup”: tanpa target triwulan menjadi TW I 20,123456, TW II 40.",
        ),
        (
            with_line(quarters=COURSE),
            PLAN,
            "Target triwulan “Angka harapan hidup”: TW I 20,123456, TW II 40 menjadi tanpa target triwulan.",
        ),
        (
            PLAN,
            with_line(value=Figure(Decimal("0.123456"))),
            "Target “Angka harapan hidup”: 70,5 tahun menjadi 0,123456 tahun.",
        ),
        (
            PLAN,
            with_line(steps=(PlannedStep("Melatih kader"), PlannedStep("Menimbang"))),
            "Rencana aksi “Angka harapan hidup” diubah: 2 langkah.",
        ),
        (
            PLAN,
            replace(PLAN, budget=(replace(MONEY, objective_code="S1"),)),
            "Sasaran yang didukung Program A (APBD) diubah.",
        ),
        (
            AgreementContent((BUPATI,), (), ()),
            AgreementContent((HEAD, BUPATI), (), ()),
            "Pihak Pertama ditambahkan: Siti.",
        ),
        (
            PLAN,
            replace(PLAN, parties=(HEAD, replace(BUPATI, position_title="Pj. Bupati"))),
            "Pihak Kedua: Ahmad (Bupati) menjadi Ahmad (Pj. Bupati).",
        ),
    ],
)
def test_each_further_difference_is_one_sentence(before, after, sentence):
    assert differences(before, after) == [sentence]


def test_several_differences_follow_the_order_of_the_paper():
    after = AgreementContent((HEAD,), (OTHER,), (replace(MONEY, program_code="1.02.02", program_name="Program B"),))
    assert differences(PLAN, after) == [
        "Pihak Kedua dihapus.",
        "Indikator dihapus: “Angka harapan hidup”.",
        "Anggaran ditambahkan: Program B (APBD) Rp1.000.000.",
        "Anggaran dihapus: Program A (APBD).",
    ]


def test_the_same_programme_from_another_source_is_money_of_its_own():
    other = replace(MONEY, funding_source="DAK")
    assert differences(PLAN, replace(PLAN, budget=(MONEY, other))) == [
        "Anggaran ditambahkan: Program A (DAK) Rp1.000.000."
    ]
