"""What surely counts things cannot be below zero; what may go either way can."""

import pytest

from indicators.domain.counting import is_count


@pytest.mark.parametrize(
    ("unit", "statement", "counts"),
    [
        ("Unit", "Jumlah puskesmas terakreditasi", True),
        (" orang ", "Jumlah tenaga kesehatan yang dilatih", True),
        ("Satuan Pendidikan", "Jumlah SD terakreditasi A", True),
        ("orang", "Pertambahan penduduk", False),
        ("Kasus", "Penurunan kasus kekerasan", False),
        ("%", "Laju pertumbuhan ekonomi", False),
        ("Rp miliar", "Laba BUMD", False),
        ("derajat", "Suhu rata-rata", False),
        ("Poin", "Selisih indeks", False),
    ],
)
def test_only_what_surely_counts_things_is_a_count(unit, statement, counts):
    assert is_count(unit, statement) is counts
