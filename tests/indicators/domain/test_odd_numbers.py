"""Figures as offices write them in a hurry: taken where one reading is safe, else refused with the cure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.domain.kinds import Figure, Grade, Polarity, Range
from indicators.domain.numbers import AmbiguousNumber, NumberError
from indicators.domain.odd_numbers import Context, read_number
from indicators.domain.readings import read_realisation, read_target

UP, DOWN, BETWEEN = Polarity.MAXIMIZE, Polarity.MINIMIZE, Polarity.RANGE


@pytest.mark.parametrize(
    ("text", "polarity", "unit", "number"),
    [
        ("≥ 75", UP, "Persen", "75"),
        (">= 75,5", UP, "Persen", "75.5"),
        ("Minimal 62", UP, "Indeks", "62"),
        ("min. 62 %", UP, "%", "62"),
        ("95+", UP, "Persen", "95"),
        ("≤ 14", DOWN, "Hari", "14"),
        ("maks 14 hari", DOWN, "Hari", "14"),
        ("paling banyak 9", DOWN, "Kasus", "9"),
        ("4 dokumen", UP, "Dokumen", "4"),
        ("6 Bln", UP, "Bulan", "6"),
        ("Level 4", UP, "Level", "4"),
        ("71,5 %", UP, "Persen", "71.5"),
        ("71,5 persen", UP, "Persentase (%)", "71.5"),
        ("85 %", UP, "Rasio", "0.85"),
        ("0,41 per 1.000", UP, "per 1.000 KH", "0.41"),
        ("27/100.000 KH", DOWN, "per 100.000 KH", "27"),
        ("1:16,4", DOWN, "Rasio 1:n", "16.4"),
        ("BB (72,35)", UP, "Nilai", "72.35"),
        ("72,35 (BB)", UP, "Nilai", "72.35"),
        ("8 (delapan)", UP, "Dokumen", "8"),
        ("(2,75)", UP, "Persen", "-2.75"),
        ("Rp2,5 M", UP, "Rupiah", "2500000000"),
        ("Rp 2,5 miliar", UP, "Miliar rupiah", "2.5"),
        ("2,5 miliar", UP, "Rp juta", "2500"),
        ("Rp 750 juta", UP, "Rp miliar", "0.75"),
        ("1,2 juta", UP, "Orang", "1200000"),
        ("2,345.67", UP, "Indeks", "2345.67"),
        ("2,345,678", UP, "Orang", "2345678"),
    ],
)
def test_an_odd_target_with_one_reading_is_taken_and_told(text, polarity, unit, number):
    reading = read_target(text, polarity, unit=unit)

    assert reading.value == Figure(Decimal(number))
    assert reading.kind
    assert reading.notice.startswith(f"“{text}” dibaca ")


@pytest.mark.parametrize(
    ("text", "unit"), [("75", "Persen"), ("1.250,5", "Orang"), ("0.375", "Rasio"), ("Rp1.500.000", "Rupiah")]
)
def test_an_ordinary_figure_needs_no_notice(text, unit):
    assert read_target(text, UP, unit=unit).notice == ""


@pytest.mark.parametrize(
    ("text", "polarity", "unit", "cure"),
    [
        ("≤ 14", UP, "Persen", "Ubah arahnya menjadi turun, atau tulis angkanya saja: 14."),
        ("minimal 14", DOWN, "Persen", "Ubah arahnya menjadi naik, atau tulis angkanya saja: 14."),
        ("minimal 14", BETWEEN, "Persen", "Tulis dua batas"),
        ("> 75", UP, "Persen", "Tulis angka yang sudah dianggap tercapai."),
        ("± 75", UP, "Persen", "Tulis angka pastinya, misalnya 75."),
        ("4 dokumen", UP, "Persen", "satuan indikator ini Persen"),
        ("64 %", UP, "Nilai", "Tulis 64 atau 0,64 sebagai angka biasa"),
        ("1:16,4", UP, "Orang", "Ubah satuannya menjadi “Rasio 1:n”, lalu tulis 16,4."),
        ("Rp2,5 M", UP, "Persen", "adalah rupiah"),
        ("Rp2.500", UP, "Rp miliar", "dengan pengalinya"),
        ("2,5 miliar", UP, "Persen", "Perbaiki satuannya."),
        ("98% (6 bulan)", UP, "Persen", "Tulis angkanya saja: 98."),
        ("8 (sembilan)", UP, "Dokumen", "Tulis angkanya saja: 8."),
        ("BB (72,35)", UP, "Persen", "Ubah arah indikatornya menjadi predikat"),
        ("WDP", UP, "Opini", "Ubah arah indikatornya menjadi predikat"),
        ("terlaksana", UP, "Persen", "Ubah arah indikatornya menjadi ya-tidak"),
        ("6,1±0,3", UP, "Indeks", "Ubah arah indikatornya menjadi rentang"),
        ("3/4", UP, "Persen", "Tulis 0,75 sebagai desimal"),
        ("-", UP, "Persen", "Tulis 0, atau kosongkan."),
        ("Nihil", UP, "Kasus", "Tulis 0, atau kosongkan."),
        ("n/a", UP, "Persen", "Kosongkan bila tidak ada target."),
        ("7*", UP, "Persen", "Tulis 7."),
        ("#N/A", UP, "Persen", "galat rumus Excel"),
    ],
)
def test_what_has_no_safe_reading_is_refused_with_the_cure_for_that_writing(text, polarity, unit, cure):
    with pytest.raises(NumberError) as refusal:
        read_target(text, polarity, unit=unit)

    assert cure in str(refusal.value)


@pytest.mark.parametrize("text", ["70 s/d 75", "70 s.d. 75", "70 % - 75 %", "72,5 ± 2,5"])
def test_a_range_is_taken_however_it_is_written(text):
    reading = read_target(text, BETWEEN, unit="Persen")

    assert reading.value == Range(Decimal(70), Decimal(75))
    assert reading.notice == f"“{text}” dibaca rentang 70–75."


def test_a_percentage_of_a_ratio_is_a_range_of_ratios():
    assert read_target("70 % - 75 %", BETWEEN, unit="Rasio").value == Range(Decimal("0.7"), Decimal("0.75"))


def test_a_starred_realisation_is_provisional():
    reading = read_realisation("7,5*", UP, unit="Persen")

    assert (reading.value, reading.is_provisional) == (Figure(Decimal("7.5")), True)
    assert "sementara" in reading.notice


@pytest.mark.parametrize("text", ["-", "nihil"])
def test_nothing_is_asked_back_in_a_realisation_and_zero_in_money(text):
    with pytest.raises(NumberError, match="Tulis 0 bila hasilnya nol, n/a bila tidak berlaku, atau kosongkan"):
        read_realisation(text, UP, unit="Kasus")
    read = read_number(text, Context(is_money=True))
    assert (read.number, read.notice) == (0, f"“{text}” dibaca 0 rupiah.")


@pytest.mark.parametrize("text", ["≥ 75", "minimal 75", "95+"])
def test_what_was_reached_is_no_bound(text):
    with pytest.raises(NumberError, match="Tulis angkanya saja"):
        read_realisation(text, UP, unit="Persen")


@pytest.mark.parametrize(("text", "amount"), [("Rp1,75 M", "1750000000"), ("350 juta", "350000000"), ("1.250", "1250")])
def test_money_is_taken_with_its_multiplier(text, amount):
    assert read_number(text, Context(is_money=True)).number == Decimal(amount)


@pytest.mark.parametrize("text", ["BB (72,35)", "Predikat BB", "nilai bb"])
def test_a_grade_is_found_beside_its_figure(text):
    reading = read_target(text, Polarity.PREDICATE, ("B", "BB", "A"))

    assert (reading.value, reading.notice) == (Grade("BB"), f"“{text}” dibaca predikat BB.")


@pytest.mark.parametrize(("text", "answer"), [("ada", "ya"), ("Terlaksana", "ya"), ("tidak ada", "tidak")])
def test_words_that_answer_are_taken(text, answer):
    assert read_target(text, Polarity.YES_NO).value == Grade(answer)


def test_a_question_is_still_asked_behind_a_bound():
    with pytest.raises(AmbiguousNumber):
        read_target("≥ 1.250", UP, unit="Orang")


@given(text=st.text(alphabet="0123456789.,-%RpMt() ≥<>*/:±+abjurihs", max_size=24), polarity=st.sampled_from(Polarity))
@pytest.mark.parametrize("unit", [None, "Persen", "Rasio", "Rp miliar", "per 1.000 KH"])
def test_any_text_is_read_or_refused_with_a_sentence(unit, text, polarity):
    for read in (read_target, read_realisation):
        try:
            read(text, polarity, ("B", "A"), unit=unit)
        except NumberError as refusal:
            assert str(refusal).endswith(".")
