"""The wording of numbers: what may stand in braces, and what is refused with its cure."""

import pytest

from indicators.domain.number_format import number_format_objection


@pytest.mark.parametrize(
    "text", ["800/{nomor}/PK/{tahun}", "{nomor}", "800/{nomor}/PK/{unit}/{bulan}/{tahun}", "a {nomor} b"]
)
def test_what_can_be_printed_is_taken(text):
    assert number_format_objection(text) == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("800/PK", "Gunakan {nomor}: tanpa nomor urut, dua dokumen bernomor sama."),
        ("{tahun}", "Gunakan {nomor}: tanpa nomor urut, dua dokumen bernomor sama."),
        ("{nomor}/{dinas}", "{dinas} tidak dikenal. Yang dapat dipakai: {nomor}, {tahun}, {bulan}, {unit}."),
        ("{nomor}/{}", "{} tidak dikenal. Yang dapat dipakai: {nomor}, {tahun}, {bulan}, {unit}."),
        ("{nomor}/{nomor}", "Pakai masing-masing paling banyak sekali: {nomor}, {tahun}, {bulan}, {unit}."),
        ("{nomor}/{tahun", "Kurung kurawal hanya untuk {nomor}, {tahun}, {bulan}, {unit}."),
        ("{nomor}}", "Kurung kurawal hanya untuk {nomor}, {tahun}, {bulan}, {unit}."),
    ],
)
def test_what_cannot_is_refused_with_the_cure(text, sentence):
    assert number_format_objection(text) == sentence
