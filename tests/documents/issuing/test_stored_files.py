"""Stored files and their rows: what a kill leaves behind is found and removed, what is lost is told."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agreements.papers.actions import issue_agreement
from documents.issuing.stored_files import examine, remove
from documents.printing import press, results
from tests.documents.printing.season import job_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(agreement, officer):
    return issue_agreement(agreement, by=officer)


def leftover(settings, name: str, *, hours: float = 2) -> Path:
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-")
    os.utime(path, (time.time() - hours * 3600,) * 2)
    return path


def check(capsys, *options: str) -> str:
    call_command("check_files", *options)
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_sound_files_are_counted_and_nothing_is_found(document, capsys):
    assert check(capsys, "--isi") == "1 berkas diperiksa, 0 hilang, 0 yatim, 0 berubah.\n"


def test_what_a_kill_left_is_named_and_removed_only_when_asked(document, settings, capsys):
    names = ["issued/abc.pdf", "scans/def.upload", "prints/ghi.part"]
    paths = [leftover(settings, name) for name in names]
    said = check(capsys)
    assert all(f"Berkas yatim: {name}\n" in said for name in names)
    assert all(path.exists() for path in paths)
    assert "3 berkas yatim dihapus." in check(capsys, "--hapus-yatim")
    assert not any(path.exists() for path in paths) and Path(document.file.path).exists()


def test_a_young_file_and_one_that_got_its_row_meanwhile_are_left_alone(document, settings):
    leftover(settings, "issued/baru.pdf", hours=0.5)
    leftover(settings, "lain/asing.pdf")
    assert examine().orphans == ()
    assert remove((document.file.name,)) == 0 and Path(document.file.path).exists()


def test_a_lost_file_is_told_with_its_row_and_the_command_fails(document, capsys):
    Path(document.file.path).unlink()
    with pytest.raises(CommandError, match=r"1 hilang, 0 yatim\. Pulihkan"):
        call_command("check_files")
    assert f"Berkas hilang: {document.file.name} (dokumen terbit {document.pk})" in capsys.readouterr().err


def test_an_altered_file_is_told_when_the_contents_are_read(document, capsys):
    Path(document.file.path).write_bytes(b"%PDF-1.4 lain")
    check(capsys)
    with pytest.raises(CommandError, match="1 berubah"):
        call_command("check_files", "--isi")
    assert "Isi berkas berubah" in capsys.readouterr().err


def test_the_result_of_a_print_job_that_was_tidied_away_is_not_missed(agreement, officer, capsys):
    job_of([agreement], officer)
    press.work(within=timedelta(seconds=60))
    results.remove_old(older_than=timedelta(0))
    assert "0 hilang" in check(capsys)
