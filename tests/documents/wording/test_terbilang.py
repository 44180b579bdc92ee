"""Values and sums as they are printed."""

from decimal import Decimal

import pytest

from documents.wording.terbilang import rupiah_in_words

MILLIARDS = (
    "enam miliar seratus tujuh puluh dua juta delapan ratus tiga puluh sembilan ribu empat ratus lima puluh rupiah"
)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "nol rupiah"),
        ("11", "sebelas rupiah"),
        ("1100", "seribu seratus rupiah"),
        ("1001000", "satu juta seribu rupiah"),
        ("21000", "dua puluh satu ribu rupiah"),
        ("3021001000", "tiga miliar dua puluh satu juta seribu rupiah"),
        ("1000000000000", "satu triliun rupiah"),
        ("6172839450.00", MILLIARDS),
    ],
)
def test_rupiah_are_written_in_words_as_an_indonesian_says_them(amount, words):
    assert rupiah_in_words(Decimal(amount)) == words


def test_cents_are_not_hidden_by_words():
    assert rupiah_in_words(Decimal("10.50")) == ""
