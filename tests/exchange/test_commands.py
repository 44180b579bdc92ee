"""The commands: what they print where, and how they end."""

import pytest
from django.core.management import CommandError, call_command

from exchange.pages.console import ProgressBar
from organisation.models import WorkUnit
from tests.exchange.books import GOVERNMENT, UNITS, plan, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def write(sheets):
        path = tmp_path / "buku.xlsx"
        path.write_bytes(workbook(sheets).getvalue())
        return path

    return write


def test_an_import_ends_with_its_counts(file, capsys):
    call_command("import_workbook", file({"Pemda": [GOVERNMENT], "Unit": UNITS}))
    output = capsys.readouterr()
    assert output.out.splitlines() == [
        "Pemda: 1 baru, 0 berubah, 0 tetap, 0 ditolak",
        "Unit: 2 baru, 0 berubah, 0 tetap, 0 ditolak",
        "Selesai: 3 baru, 0 berubah, 0 ditolak.",
    ]
    assert "Unit: 2 baris dibaca" in output.err


def test_the_same_file_again_changes_nothing(file, capsys):
    path = file({"Pemda": [GOVERNMENT], "Unit": UNITS})
    call_command("import_workbook", path)
    capsys.readouterr()
    call_command("import_workbook", path)
    assert capsys.readouterr().out.splitlines()[-1] == "Selesai: 0 baru, 0 berubah, 0 ditolak."


def test_a_refused_import_exits_with_1_and_tells_every_problem_on_standard_error(file, capsys):
    rows = [("A", "Kantor A", "kantor", ""), ("B", "", "dinas", "X")]
    with pytest.raises(SystemExit) as ended:
        call_command("import_workbook", file({"Pemda": [GOVERNMENT], "Unit": rows}))
    output = capsys.readouterr()
    assert ended.value.code == 1
    assert [line[:40] for line in output.err.splitlines() if line.startswith("Kesalahan")] == [
        "Kesalahan: Lembar Unit, baris 2, kolom J",
        "Kesalahan: Lembar Unit, baris 3, kolom N",
        "Kesalahan: Lembar Unit, baris 3, kolom K",
    ]
    assert output.err.splitlines()[-1] == "Ditolak: 1 baru, 0 berubah, 2 ditolak. Tidak ada yang disimpan."
    assert not WorkUnit.objects.exists()


def test_a_trial_run_says_that_nothing_was_saved(file, capsys):
    call_command("import_workbook", file({"Pemda": [GOVERNMENT], "Unit": UNITS}), "--dry-run")
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "Uji coba selesai: 3 baru, 0 berubah, 0 ditolak. Tidak ada yang disimpan."
    assert not WorkUnit.objects.exists()


def test_the_same_warning_is_told_three_times_at_most(file, capsys):
    plan()
    rows = [
        (f"19991332201001{n:04}", f"Orang {n}", "", "", "", "KADIS", "Plt", f"{n}/1/2025", f"{n}/1/2025")
        for n in range(1, 8)
    ]
    call_command("import_workbook", file({"Pegawai": [(*row, "", "", "") for row in rows]}))
    output = capsys.readouterr().err
    assert output.count("bukan tanggal lahir") == 3
    assert "dan 4 sel lain dengan peringatan yang sama" in output


@pytest.mark.parametrize(
    ("content", "words"), [(b"bukan excel", "bukan buku kerja Excel"), (None, "tidak dapat dibuka")]
)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path, content, words):
    path = tmp_path / "buku.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        call_command("import_workbook", path)


def test_a_unit_is_exported_by_its_code(tmp_path, capsys):
    plan()
    call_command("export_workbook", tmp_path / "unit.xlsx", "--tahun", "2026", "--unit", "DINKES-1")
    assert "Unit: 2 baris" in capsys.readouterr().out
    with pytest.raises(CommandError, match="TIDAK-ADA tidak ada"):
        call_command("export_workbook", tmp_path / "unit.xlsx", "--tahun", "2026", "--unit", "TIDAK-ADA")


class Terminal:
    """A terminal that remembers what was written."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


def test_a_terminal_sees_a_bar():
    terminal = Terminal()
    bar = ProgressBar(terminal)
    bar("Indikator", 50, 100)
    bar("Indikator", 100, 100)
    assert "\rIndikator  ████████████░░░░░░░░░░░░ 50/100" in terminal.text
    assert terminal.text.endswith("100/100\n")
