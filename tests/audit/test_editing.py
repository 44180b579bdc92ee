"""Somebody else saved meanwhile: nobody overwrites what was not seen."""

import pytest

from audit.editing import CONFLICT, ConflictError, merge, seal, unseal

SEEN = {"code": "A", "title": "Lama"}


@pytest.mark.parametrize(
    ("stored", "wanted", "written", "both"),
    [
        (SEEN, {"code": "A", "title": "Baru"}, {"title": "Baru"}, ()),
        (SEEN, SEEN, {}, ()),
        ({"code": "B", "title": "Lama"}, {"code": "A", "title": "Baru"}, {"title": "Baru"}, ()),
        ({"code": "B", "title": "Lama"}, {"code": "C", "title": "Lama"}, {"code": "C"}, ("code",)),
        ({"code": "B", "title": "Lama"}, {"code": "B", "title": "Lama"}, {}, ()),
        ({"title": "Lama"}, {"code": "C", "title": "Lama"}, {"code": "C"}, ("code",)),
        ({"title": "Lama"}, {"code": None, "title": "Lama"}, {}, ()),
    ],
    ids=["one", "nothing", "two fields", "same field", "same value", "removed", "removed by both"],
)
def test_only_what_both_changed_to_different_values_is_a_conflict(stored, wanted, written, both):
    assert merge(wanted, seen=SEEN, stored=stored) == (written, both)


def test_a_conflict_keeps_what_stands_there_and_what_both_changed():
    conflict = ConflictError("Orang lain menyimpan.", stored={"code": "B"}, fields=["code"])
    assert (conflict.code, conflict.stored, conflict.fields) == (CONFLICT, {"code": "B"}, ("code",))
    assert conflict.messages == ["Orang lain menyimpan."]


def test_what_a_page_carries_is_read_only_as_it_was_sealed():
    sealed = seal(SEEN, salt="page")
    assert unseal(sealed, salt="page") == SEEN
    assert unseal(sealed, salt="other") is None
    assert unseal(sealed[:-1], salt="page") is None
    assert unseal("", salt="page") is None
