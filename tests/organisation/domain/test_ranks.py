"""Names of ranks by golongan."""

import pytest

from organisation.domain.ranks import RANKS, is_known_rank_code, normalise_rank_code, rank_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("I/a", "Juru Muda"),
        ("II/d", "Pengatur Tingkat I"),
        ("III/d", "Penata Tingkat I"),
        ("IV/b", "Pembina Tingkat I"),
        ("IV/e", "Pembina Utama"),
        ("iii.D", "Penata Tingkat I"),
        ("IVa", "Pembina"),
    ],
)
def test_a_golongan_has_its_rank(code, name):
    assert rank_name(code) == name


def test_there_are_seventeen_ranks():
    assert len(RANKS) == len(set(RANKS.values())) == 17


@pytest.mark.parametrize("code", ["", "IX", "V/a", "III/e", "honorer"])
def test_pppk_and_unknown_codes_have_no_rank(code):
    assert rank_name(code) == ""


@pytest.mark.parametrize(("typed", "code"), [(" iii / d ", "III/d"), ("ix", "IX"), ("honorer ", "honorer")])
def test_codes_are_brought_to_one_way_of_writing(typed, code):
    assert normalise_rank_code(typed) == code


def test_known_codes_are_those_of_civil_servants_and_of_pppk():
    assert is_known_rank_code("iv/a")
    assert is_known_rank_code("XVII")
    assert not is_known_rank_code("XVIII")
    assert not is_known_rank_code("I/e")
