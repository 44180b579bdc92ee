"""Targets and realisations of the demo: plausible, and the same every time."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from demo.building.tables import Row, chance, number, pick

POOLED = "pembilang dan penyebut dijumlah"
"""Every quarter needs its numerator and denominator, of another size each."""

CELL = Decimal | str | None
SHARES = {
    "bagi": (Decimal("0.2"), Decimal("0.25"), Decimal("0.25"), Decimal("0.3")),
    "progres": (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1)),
    "naik": (Decimal("0.97"), Decimal("0.98"), Decimal("0.99"), Decimal(1)),
    "rata": (Decimal(1),) * 4,
    "puncak": (Decimal(0), Decimal(0), Decimal(0), Decimal(1)),
}

# Upper bound of chance, lowest and highest share of the target reached: most come close, few fail badly.
PERFORMANCE = (
    (Decimal("0.08"), Decimal("0.62"), Decimal("0.80")),
    (Decimal("0.20"), Decimal("0.80"), Decimal("0.92")),
    (Decimal("0.42"), Decimal("0.92"), Decimal("0.998")),
    (Decimal("0.57"), Decimal(1), Decimal(1)),
    (Decimal("0.92"), Decimal("1.002"), Decimal("1.09")),
    (Decimal(1), Decimal("1.12"), Decimal("1.35")),
)
SUPPORTING = (
    "Dukungan pimpinan dan koordinasi lintas perangkat daerah berjalan baik.",
    "Anggaran tersedia sejak awal tahun sehingga kegiatan dapat dimulai tepat waktu.",
    "Petugas lapangan sudah dilatih dan sarana kerja memadai.",
    "Kerja sama dengan pemerintah desa dan mitra berjalan baik.",
    "Pemantauan bulanan dilaksanakan secara konsisten.",
)
INHIBITING = (
    "Cuaca ekstrem menunda sebagian pekerjaan di lapangan.",
    "Sebagian pengadaan baru selesai pada akhir triwulan.",
    "Jumlah petugas teknis belum mencukupi.",
    "Data dari kecamatan dan desa terlambat diterima.",
    "Penyesuaian anggaran menunda sebagian kegiatan.",
)
FOLLOW_UP = (
    "Menyusun jadwal percepatan dan memantaunya setiap pekan.",
    "Menambah petugas melalui penugasan sementara antarbidang.",
    "Berkoordinasi dengan camat dan kepala desa mengenai jadwal penyampaian data.",
    "Mengusulkan pergeseran anggaran pada perubahan APBD.",
    "Mendampingi unit yang capaiannya masih rendah.",
)


def is_figure(target: str) -> bool:
    """Whether the target is a single number, not a range or a predicate."""
    return target.replace(",", "").isdigit()


def target_cell(target: str) -> CELL:
    """The annual target as the workbook holds it."""
    return number(target) if is_figure(target) else target


def quarter_targets(row: Row, target: str) -> list[CELL]:
    """The four quarter targets; the quarters of a yearly figure are not measured, except the last."""
    if row["pola"] == "akhir":
        return [None, None, None, target_cell(target)]
    if not is_figure(target):
        return [target] * 4
    annual, shares = number(target), SHARES[row["pola"]]
    cells = [round_to(annual * share, _decimals(row, annual)) for share in shares]
    if row["akumulasi"] == "jumlah":
        cells[3] = annual - sum(cells[:3])
    return list(cells)


def realised(row: Row, code: str, year: int, quarter: int, target: CELL) -> tuple[CELL, CELL, CELL]:
    """Realisation, numerator and denominator of one quarter."""
    key = (code, year)
    if isinstance(target, Decimal):
        return _figure(row, key, quarter, target)
    if row["arah"] == "ya-tidak":
        return ("tidak" if chance("yes", *key) < Decimal("0.2") else "ya"), None, None
    if row["arah"] == "predikat":
        return _predicate(row["skala"].split("<"), str(target), key), None, None
    lower, upper = (number(bound) for bound in str(target).split("-"))
    return round_to(lower + (upper - lower) * chance("range", *key, quarter) * Decimal("1.15"), 2), None, None


def story(below: bool | None, code: str, year: int, quarter: int) -> tuple[str, str, str]:
    """Drivers, obstacles and follow-up in the words of a report; more is told when a target is missed."""
    key = (code, year, quarter)
    if below is None or chance("silent", *key) < Decimal("0.25"):
        return "", "", ""
    if below:
        return "", pick(INHIBITING, "obstacle", *key), pick(FOLLOW_UP, "follow", *key)
    return pick(SUPPORTING, "driver", *key), "", ""


def is_below(row: Row, value: CELL, target: CELL) -> bool | None:
    """Whether the quarter missed its target; None when the two are not both figures."""
    if not (isinstance(value, Decimal) and isinstance(target, Decimal)):
        return None
    return value > target if row["arah"] == "turun" else value < target


def round_to(value: Decimal, decimals: int) -> Decimal:
    """Half up, as people round."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def spent(amount: Decimal, code: str, year: int, quarter: int) -> Decimal:
    """Rupiah spent of a budget in one quarter."""
    share = (Decimal("0.14"), Decimal("0.24"), Decimal("0.25"), Decimal("0.31"))[quarter - 1]
    return round_to(amount * (share + (chance("spent", code, year, quarter) - Decimal("0.5")) * Decimal("0.06")), 0)


def _figure(row: Row, key: tuple[str, int], quarter: int, target: Decimal) -> tuple[CELL, CELL, CELL]:
    factor = _performance(*key)
    if row["pola"] in ("bagi", "rata") and factor != 1:
        factor += (chance("noise", *key, quarter) - Decimal("0.5")) * Decimal("0.03")
    if row["arah"] == "turun":
        factor = 2 - factor
    value = round_to(target * factor, _decimals(row, target))
    if row["satuan"] != "Persen" or "dikali 100" not in row["formula"]:
        return value, None, None
    value, is_pooled = min(value, Decimal(100)), row["akumulasi"] == POOLED
    if not is_pooled and (factor == 1 or value == 100):
        return value, None, None
    denominator = Decimal(60 + int(chance("denominator", *key, *([quarter] if is_pooled else [])) * 900))
    numerator = round_to(value * denominator / 100, 0)
    return round_to(numerator / denominator * 100, 2), numerator, denominator


def _predicate(scale: list[str], target: str, key: tuple[Any, ...]) -> str:
    step = {0: -1, 9: 1}.get(int(chance("grade", *key) * 10), 0)
    return scale[max(0, min(len(scale) - 1, scale.index(target) + step))]


def _performance(code: str, year: int) -> Decimal:
    drawn = chance("performance", code, year)
    start = Decimal(0)
    for end, low, high in PERFORMANCE:
        if drawn < end:
            return low + (high - low) * (drawn - start) / (end - start)
        start = end
    return Decimal(1)


def _decimals(row: Row, target: Decimal) -> int:
    whole = target == target.to_integral_value()
    return 0 if whole and (row["akumulasi"] == "jumlah" or row["satuan"] in ("Level", "Ha", "Lembaga", "Kasus")) else 2
