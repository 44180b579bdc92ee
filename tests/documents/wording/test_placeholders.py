"""Placeholders: a fixed list of names in braces, and nothing that computes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.papers.wordings import MEANINGS
from documents.wording.comparison import compare
from documents.wording.placeholders import fill, paragraphs, problems_in
from documents.wordings import every_wording, wording_at

VALUES = {name: f"<{name}>" for name in MEANINGS}


def test_every_placeholder_is_replaced_by_its_value():
    text = " ".join("{" + name + "}" for name in MEANINGS)
    assert problems_in(text, MEANINGS) == []
    assert fill(text, VALUES) == " ".join(VALUES.values())


def test_what_a_value_contains_is_text_and_not_replaced_again():
    assert (
        fill("{nama} dari {unit}", VALUES | {"nama": "{unit} {{7*7}}", "unit": "Dinas"}) == "{unit} {{7*7}} dari Dinas"
    )


def test_an_empty_value_is_seen_as_a_dash():
    assert fill("NIP {nip}.", VALUES | {"nip": ""}) == "NIP –."


def test_each_line_is_a_paragraph_and_blank_lines_are_none():
    assert paragraphs("  satu \n\n \ndua\n") == ("satu", "dua")


def test_the_wording_of_the_house_can_be_printed():
    for wording in every_wording():
        assert wording_at(wording.slug) is wording
        for part in wording.parts:
            assert problems_in(part.default, wording.placeholders) == []
            assert len(part.default) <= part.limit


@pytest.mark.parametrize("name", ["namaa", "Nama", " nama ", "nama.__class__", "0", "", "nama!r", "nama lengkap"])
def test_an_unknown_placeholder_is_named_with_those_that_can_be_used(name):
    (sentence,) = problems_in("Saya {" + name + "} berjanji", ["nama", "unit"])
    assert "{" + name + "}" in sentence
    assert sentence.endswith("tidak dikenal. Yang dapat dipakai: {nama}, {unit}.")


def test_a_placeholder_of_another_document_is_told_apart_from_an_unknown_one():
    (sentence,) = problems_in("{nama_atasan}", ["nama"])
    assert "{nama_atasan} tidak tersedia pada naskah ini" in sentence


@pytest.mark.parametrize(
    "text", ["awal { akhir", "awal } akhir", "{nama", "nama}", "{{nama}}", "{% if x %}{", "{na\nma}"]
)
def test_a_stray_brace_is_shown_with_its_surroundings(text):
    sentences = problems_in(text, MEANINGS)
    assert any("tidak berpasangan" in sentence for sentence in sentences)


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\u202e", "\u200b", "\ue000"])
def test_letters_that_cannot_be_seen_are_refused(letter):
    (sentence,) = problems_in(f"Saya{letter} berjanji", MEANINGS)
    assert "huruf kendali" in sentence


@given(st.text(max_size=200))
def test_a_text_without_problems_can_always_be_filled(text):
    if not problems_in(text, MEANINGS):
        assert isinstance(fill(text, VALUES), str)


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_a_comparison_holds_both_wordings_completely(before, after):
    pieces = compare(before, after)
    assert "".join(piece.text for piece in pieces if not piece.is_added) == before
    assert "".join(piece.text for piece in pieces if not piece.is_removed) == after


def test_a_comparison_shows_the_words_that_changed():
    shown = [(piece.change, piece.text) for piece in compare("janji target kinerja", "janji sasaran kinerja")]
    assert shown == [("kept", "janji "), ("removed", "target "), ("added", "sasaran "), ("kept", "kinerja")]
