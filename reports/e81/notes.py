"""What a reader of form E.81 must know of columns that are computed or empty."""

from collections.abc import Collection

from indicators.domain.periods import roman
from reports.e81.form import Facts, QuarterCells, RenjaRow
from reports.e81.rows import RowPlace
from reports.quarterly.facts import QUARTERS

PROVISIONAL = "angka sementara"


def empty_quarters(cells: tuple[QuarterCells, ...], facts: Facts) -> str:
    """Why quarters have no figure or no percentage, and which figures are provisional, in one line."""
    words = ((quarter, _word(cells[quarter - 1])) for quarter in facts.shown)
    empty = "; ".join(f"TW {roman(quarter)} {word}" for quarter, word in words if word)
    reasons = dict.fromkeys(cells[quarter - 1].reason for quarter in facts.shown)
    return " ".join(filter(None, (empty and f"{empty}.", *reasons)))


def _word(cells: QuarterCells) -> str:
    return PROVISIONAL if cells.is_provisional else cells.word


def unreported_money(place: RowPlace, facts: Facts) -> str:
    """Which quarters, or how many budget lines of them, the rupiah of a programme lack."""
    words = facts.money.unreported(place.code, facts.head.year, facts.shown) if place.has_money else ""
    return words and f"Rp: {words}."


def footnotes(facts: Facts, rows: Collection[RenjaRow]) -> tuple[str, ...]:
    """The footnotes of the form, in the order in which they are printed."""
    notes = [
        "K = kinerja, Rp = anggaran. Sel kosong berarti tidak ada data, bukan nol; alasannya disebut pada selnya.",
        "Persen pada kolom 9–12: capaian s.d. triwulan itu terhadap target tahun berjalan (kolom 8).",
        f"Kolom 16 yang kosong berarti {facts.head.owner}.",
        "Hanya laporan yang sudah dikirim atau diverifikasi yang dihitung.",
        *(_plan_notes(facts) if facts.plans else [_targets_note(facts)]),
        _years_before_note(facts),
        *_money_notes(facts),
        facts.money.left_out,
        *_figure_notes(rows),
        facts.scope.gap,
        "Triwulan setelah triwulan laporan ini dikosongkan." if facts.head.quarter < 4 else "",
    ]
    return tuple(filter(None, notes))


def _targets_note(facts: Facts) -> str:
    """From what column 6 is computed while no plan names its targets."""
    if len(facts.years) < 2:
        return (
            "Kolom 6 dan 15 kosong: target di luar tahun berjalan belum tercatat, jadi akhir periode Renstra belum "
            "diketahui."
        )
    years = ", ".join(str(year) for year in facts.years)
    return (
        f"Kolom 6 dihitung dari target dan pagu yang tercatat ({years}): satuan hitungan dijumlahkan, persentase "
        "dan indeks memakai tahun terakhir. Kolom 15 memakai rumus arah indikator."
    )


def _years_before_note(facts: Facts) -> str:
    """What column 7 holds of the years before."""
    if facts.begins:
        return "Kolom 7 kosong: ini tahun pertama rencana, jadi kolom 14 sama dengan kolom 13."
    if facts.years_before:
        return (
            "Kolom 7 hanya memuat tahun yang semua triwulannya sudah dilaporkan. Kolom 7 yang berupa jumlah "
            "dikosongkan bila ada tahun yang belum dilaporkan seluruhnya atau tanpa anggaran tercatat; kolom 14 yang "
            "bergantung padanya ikut kosong."
        )
    return "Kolom 7 kosong dan kolom 14 tidak dijumlahkan: realisasi tahun sebelumnya tidak tercatat."


def _figure_notes(rows: Collection[RenjaRow]) -> list[str]:
    """Why percentages are missing, and which figures may still change."""
    cells = [cells for row in rows for cells in row.quarters]
    reasons = dict.fromkeys(each.reason for each in cells if each.reason)
    notes = [f"“% –” berarti persennya tidak dapat dihitung. {reason}" for reason in reasons]
    if any(each.is_provisional for each in cells):
        notes.append("Angka sementara, di PDF bertanda *, masih dapat diubah oleh sumbernya.")
    return notes


def _money_notes(facts: Facts) -> list[str]:
    """What the rupiah of each year lack: a line that nobody reported is no zero."""
    stretches = {**dict.fromkeys(facts.years_before, QUARTERS), facts.head.year: facts.shown}
    gaps = {year: facts.money.unreported("", year, quarters) for year, quarters in stretches.items()}
    return [f"Realisasi Rp {year} belum lengkap: {words}." for year, words in gaps.items() if words]


def _plan_notes(facts: Facts) -> list[str]:
    """Whose targets column 6 holds, and which rows the plan leaves without."""
    named = {plan.title if plan.span in plan.title else f"{plan.title} ({plan.span})" for plan in facts.plans.values()}
    titles = "; ".join(sorted(named))
    return [
        f"Kolom 6 memakai target {titles}: satuan hitungan dijumlahkan selama masa rencana, persentase dan indeks "
        "memakai tahun terakhir. Indikator tanpa target rencana memakai target tahunan yang tercatat. Sel kosong "
        "berarti rencana belum memuat semua tahun yang diperlukan.",
        "Rupiah kolom 6 hanya terisi bila pagu semua tahun rencana tercatat. Kolom 15 memakai rumus arah indikator.",
    ]
