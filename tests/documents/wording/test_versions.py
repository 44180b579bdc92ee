"""Keeping wordings: append-only, with a reason, and never over somebody else's."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from agreements.models import Agreement
from agreements.papers.facts import agreement_document
from audit.trail import history
from documents.models import TextVersion
from documents.wording.actions import save_text
from documents.wording.versions import current_texts
from documents.wordings import wording_named
from tests.words import lines_of as words_of

AGREEMENT = wording_named("agreement")
OTHER = {**AGREEMENT.defaults, "promise": "Pihak Pertama, {nama}, berjanji kepada {nama_atasan} di {unit}."}


def save(texts, *, by, seen=0, reason="Perbup 12/2026"):
    return save_text(AGREEMENT, texts, reason=reason, seen=seen, by=by)


# --- Works -----------------------------------------------------------------------------------------------------------


def test_a_new_wording_is_the_next_version_and_stands_in_the_history(officer):
    version = save(OTHER, by=officer)
    assert (version.number, version.reason, version.created_by) == (1, "Perbup 12/2026", officer)
    assert current_texts("agreement") == OTHER
    event = history(version).get()
    assert (event.verb, words_of(event)) == ("text.saved", ["Lembar pernyataan PK, versi 1: Perbup 12/2026"])


def test_the_next_agreement_is_worded_with_the_names_filled_in(agreement, officer):
    save(OTHER, by=officer)
    document = agreement_document(Agreement.objects.with_content().get(pk=agreement.pk))
    first, second = agreement.parties.all()
    assert document.promise == (f"Pihak Pertama, {first.name}, berjanji kepada {second.name} di Dinas Kesehatan.",)
    assert document.opening[0].startswith("Dalam rangka mewujudkan manajemen pemerintahan")


def test_an_old_wording_comes_back_as_a_new_version(officer):
    save(OTHER, by=officer)
    save(AGREEMENT.defaults, by=officer, seen=1, reason="Memulihkan naskah baku")
    assert current_texts("agreement") == AGREEMENT.defaults
    assert list(TextVersion.objects.values_list("number", flat=True)) == [2, 1]


def test_a_part_that_is_not_needed_may_be_left_out(officer):
    pact = wording_named("integrity_pact")
    save_text(pact, {**pact.defaults, "closing": ""}, reason="Lebih singkat", seen=0, by=officer)
    assert current_texts("integrity_pact")["closing"] == ""


# --- Refused ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "text", "sentence"),
    [
        ("promise", "  ", "wajib diisi"),
        ("promise", "Saya {siapa}", "{siapa} tidak dikenal"),
        ("opening", "Saya { nama", "tidak berpasangan"),
        ("supervision", "a" * 2001, "Paling panjang 2000 huruf; sekarang 2001"),
    ],
)
def test_a_wording_that_cannot_be_printed_is_refused_beside_its_part(officer, part, text, sentence):
    with pytest.raises(ValidationError, match=re.escape(sentence)) as refused:
        save({**OTHER, part: text}, by=officer)
    assert set(refused.value.message_dict) == {part}
    assert not TextVersion.objects.exists()


def test_a_change_needs_a_reason(officer):
    with pytest.raises(ValidationError, match="Tuliskan alasan"):
        save(OTHER, by=officer, reason=" ")


def test_the_same_wording_again_is_no_version(officer):
    with pytest.raises(ValidationError, match="sama dengan yang sedang berlaku"):
        save(AGREEMENT.defaults, by=officer)


def test_who_saves_over_somebody_elses_version_is_told(officer):
    save(OTHER, by=officer)
    with pytest.raises(ValidationError, match="sudah menyimpan versi 1"):
        save({**OTHER, "opening": "Yang lain"}, by=officer, seen=0)
    assert TextVersion.objects.count() == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_version_can_neither_be_changed_nor_removed(officer, change):
    version = save(OTHER, by=officer)
    rows = TextVersion.objects.filter(pk=version.pk)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        rows.update(reason="lain") if change == "update" else rows.delete()
