"""Several codes above an indicator: the first is responsible, the others are supported, and a round trip keeps them."""

import io

import openpyxl
import pytest
from django.utils import timezone

from audit.sentences import worded
from audit.trail import history
from exchange.export.facts import export_workbook
from exchange.export.scopes import EVERYTHING, ExportScope, scope_of_positions
from exchange.sheets.outcome import import_workbook
from exchange.sheets.saving import find_cycles
from exchange.workbook.codes import codes_in, several_codes
from indicators.models import CrossCutting, Indicator
from organisation.models import Position
from tests.exchange.books import INDICATOR_HEADERS, INDICATORS, OBJECTIVES, bring_in, messages, places, plan

pytestmark = pytest.mark.django_db

ABOVE = "Kode Indikator Atasan"
HEADERS = {"Indikator": (*INDICATOR_HEADERS, ABOVE)}
SAME = "0 baru, 0 berubah, 0 ditolak"


def bring_above(**above: str):
    """Import these indicators with what stands above them."""
    by_code = {row[0]: row for row in INDICATORS}
    return bring_in({"Indikator": [(*by_code[code], cell) for code, cell in above.items()]}, headers=HEADERS)


def stored(code: str) -> tuple[str | None, list[str]]:
    one = Indicator.objects.select_related("supports").get(code=code)
    return one.supports.code if one.supports else None, sorted(one.also_supports.values_list("code", flat=True))


def exported(scope: ExportScope = EVERYTHING) -> io.BytesIO:
    target = io.BytesIO()
    export_workbook(target, year=2026, scope=scope, today=timezone.localdate())
    target.seek(0)
    return target


def cells_above(file: io.BytesIO) -> dict[str, str | None]:
    header, *rows = openpyxl.load_workbook(file)["Indikator"].values
    return {row[0]: row[header.index(ABOVE)] for row in rows}


# --- Works ------------------------------------------------------------------------------------------------------------


def test_new_rows_may_name_several_that_come_later_in_the_file():
    rows = [(*INDICATORS[0], "I3;I2"), *((*row, "") for row in INDICATORS[1:])]
    plan()
    Indicator.objects.all().delete()
    assert messages(bring_in({"Indikator": rows}, headers=HEADERS)) == []
    assert stored("I1") == ("I3", ["I2"])


def test_what_comes_out_goes_in_again_and_changes_nothing():
    plan()
    assert messages(bring_above(I1="I3; I5;I2", I2="I4")) == []
    assert stored("I1") == ("I3", ["I2", "I5"])
    assert stored("I2") == ("I4", [])
    file = exported()
    assert cells_above(file)["I1"] == "I3;I2;I5"
    file.seek(0)
    assert import_workbook(file, by=None, is_verified=True, today=timezone.localdate()).summary == SAME
    assert bring_above(I1=" I3 ;I5; I2;").summary == SAME


def test_a_file_without_the_column_leaves_the_links_alone_and_another_cell_replaces_them():
    plan()
    bring_above(I1="I3;I2")
    assert bring_in({"Indikator": INDICATORS}, headers={"Indikator": INDICATOR_HEADERS}).summary == SAME
    assert stored("I1") == ("I3", ["I2"])
    assert bring_above(I1="I2;I4").summary == "0 baru, 1 berubah, 0 ditolak"
    assert stored("I1") == ("I2", ["I4"])
    bring_above(I1="I2")
    assert stored("I1") == ("I2", [])
    newest = worded(history(Indicator.objects.get(code="I1")))[0]
    assert [(one.label, one.before, one.after) for one in newest.changes] == [
        ("ikut mendukung", "Keterisian tempat tidur", "–")
    ]


def test_a_part_of_the_government_names_nobody_outside_and_nobody_moves_up():
    plan(Sasaran=[*OBJECTIVES, ("S2", "Sasaran Bupati", "BUPATI", "", "")])
    Indicator.objects.filter(code__in=["I4", "I5"]).update(
        objective=Indicator.objects.get(code="I4").objective.__class__.objects.get(code="S2")
    )
    bring_above_of_others = {"I1": "I2;I3", "I2": "I4;I3"}
    links = {row[0]: row for row in INDICATORS}
    rows = [(*links[code], cell) for code, cell in bring_above_of_others.items()]
    assert messages(bring_in({"Indikator": rows}, headers=HEADERS)) == []
    CrossCutting.objects.create(supporter=Indicator.objects.get(code="I1"), supported=Indicator.objects.get(code="I5"))
    part = cells_above(exported(scope_of_positions(Position.objects.filter(code="KADIS").values_list("pk", flat=True))))
    assert part["I1"] == "I2;I3"
    assert part["I2"] is None


# --- Refused ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("I3;ENTAH;LAIN", "Kode ENTAH tidak ada pada lembar Indikator maupun di aplikasi. Periksa ejaannya."),
        ("ENTAH", "Kode ini tidak ada pada lembar Indikator maupun di aplikasi. Periksa ejaannya."),
        ("I3;I2;I2", "Kode I2 ditulis lebih dari sekali. Tulis setiap kode satu kali saja."),
        ("I3;I3", "Kode I3 ditulis lebih dari sekali."),
        ("I3;I1", "Indikator atasan membentuk lingkaran: I1 → I1. Ubah salah satu Kode Indikator Atasan."),
    ],
)
def test_errors_name_the_cell_and_the_cure(cell, words):
    plan()
    outcome = bring_above(I1=cell)
    assert set(places(outcome)) == {("Indikator", 2, ABOVE)}
    assert words in messages(outcome)[0]
    assert stored("I1") == (None, [])


def test_a_circle_over_both_kinds_of_parent_is_refused_with_its_way():
    plan()
    bring_above(I1="I3;I2")
    outcome = bring_above(I2="I4;I5", I5="I3;I1")
    assert places(outcome) == [("Indikator", 2, ABOVE)]
    assert "I1 → I2 → I5 → I1" in messages(outcome)[0]


def test_a_code_with_a_semicolon_is_refused():
    plan()
    outcome = bring_in({"Indikator": [("I;9", *INDICATORS[0][1:], "")]}, headers=HEADERS)
    assert places(outcome) == [("Indikator", 2, "Kode")]


# --- Codes and circles ------------------------------------------------------------------------------------------------


def test_cells_of_codes():
    assert codes_in(" A ; B;;C ") == ["A", "B", "C"]
    assert codes_in(None) == []
    assert several_codes(["C", "B", "A"]) == "C;A;B"
    assert several_codes([]) is None


@pytest.mark.parametrize(
    ("above", "circles"),
    [
        ({"A": ["B", "C"], "B": ["D"], "C": ["D"], "D": []}, []),
        ({"A": ["B"], "B": ["C", "A"], "C": ["A"]}, [["A", "B", "C"], ["A", "B"]]),
        ({"A": ["A"]}, [["A"]]),
        ({"X": ["A"], "A": ["Y", "B"], "B": ["A"]}, [["A", "B"]]),
    ],
)
def test_circles_are_found_over_every_way_up(above, circles):
    assert find_cycles(above) == circles
