"""What is taken as evidence and what is not, file by file, each looked into by the real child process."""

import hashlib
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from realisations.evidence.intake import LONGEST_STEM, clean_name, take
from tests.realisations.evidence.files import ACCEPTED, PAYLOAD, REFUSED, photo_with_place, picture


def uploaded(name: str, content: bytes) -> SimpleUploadedFile:
    """The file as it comes, with a declared type that nobody should believe."""
    return SimpleUploadedFile("x", content, "text/html") if not name else _named(name, content)


def _named(name: str, content: bytes) -> SimpleUploadedFile:
    file = SimpleUploadedFile("x", content, "text/html")
    file._name = name  # as a client may send it, before Django takes the folders away
    return file


def test_the_corpus_is_large_enough_and_every_file_has_a_name_of_its_own():
    names = [name for name, _, _ in (*ACCEPTED, *REFUSED)]
    assert len(names) >= 60
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("name", "content", "kind"), ACCEPTED, ids=[name[:40] for name, _, _ in ACCEPTED])
def test_a_good_file_is_taken_as_what_it_is(name, content, kind):
    taken = take(uploaded(name, content))
    assert taken.kind == kind
    assert taken.name.endswith(f".{kind}")
    assert len(taken.name) <= LONGEST_STEM + 5
    assert "/" not in taken.name
    assert taken.source_sha256 == hashlib.sha256(content).hexdigest()
    assert PAYLOAD not in taken.content
    assert b"META-INF/MANIFEST.MF" not in taken.content


@pytest.mark.parametrize(("name", "content", "words"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_bad_file_is_refused_with_a_sentence(name, content, words):
    with pytest.raises(ValidationError) as refused:
        take(uploaded(name, content))
    (sentence,) = refused.value.messages
    assert words in sentence
    assert sentence[0].isupper()
    assert sentence.endswith(".")


def test_the_place_where_a_photo_was_taken_is_not_kept():
    kept = take(uploaded("lokasi.jpg", photo_with_place())).content
    assert b"Kamera Rahasia" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert not image.getexif()


def test_a_large_photo_is_made_smaller():
    with Image.open(io.BytesIO(take(uploaded("besar.jpg", picture("JPEG", (6000, 4000)))).content)) as image:
        assert image.size == (3508, 2339)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\Data\\foto.PNG", "foto.pdf"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("laporan.v2", "laporan.v2.pdf"),
        ("...", "berkas.pdf"),
        ("", "berkas.pdf"),
    ],
)
def test_names_are_shown_without_folders_and_tricks(name, shown):
    assert clean_name(name, "pdf") == shown
