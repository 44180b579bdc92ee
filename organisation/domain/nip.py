"""NIP, the eighteen digits of a civil servant (Perka BKN 22/2007 and 43/2007) or of a PPPK.

Civil servant: birth date YYYYMMDD, month of appointment YYYYMM, sex (1 man, 2 woman), serial from 001.
PPPK: birth date, year of appointment YYYY, two digits of the contract batch (13 and above), sex, serial.

Real registers hold numbers that break these rules (rounded by a spreadsheet, typed wrongly long ago), so whatever
has eighteen digits is accepted and everything odd is told as a warning.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Literal

LENGTH = 18
YOUNGEST_AGE = 17
LAST_MONTH = 12

_SEPARATORS = re.compile(r"[\s.\-'\u2019_]+")


@dataclass(frozen=True)
class Nip:
    """The parts of an eighteen-digit number; a part that makes no sense is None."""

    digits: str
    kind: Literal["PNS", "PPPK"]
    birth_date: datetime.date | None
    appointed: datetime.date | None
    """First day of the month (PNS) or of the year (PPPK) of appointment."""

    sex: Literal["L", "P"] | None
    serial: int


def normalise_nip(text: str) -> str:
    """The number without the blanks, dots, hyphens and apostrophes that people and spreadsheets put in."""
    return _SEPARATORS.sub("", text)


def is_nip(text: str) -> bool:
    """Whether the normalised text has the shape of a NIP: eighteen ASCII digits."""
    digits = normalise_nip(text)
    return len(digits) == LENGTH and digits.isascii() and digits.isdigit()


def group_nip(nip: str | None) -> str:
    """The number in the groups in which it is printed, 8-6-1-3; empty for None, other text unchanged."""
    if not nip:
        return ""
    if not is_nip(nip):
        return nip
    digits = normalise_nip(nip)
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def is_contract_number(nip: str | None) -> bool:
    """Whether this is the number of a PPPK: where a civil servant's tells a month it tells the batch, 13 and above."""
    return bool(nip) and is_nip(nip or "") and int(normalise_nip(nip or "")[12:14]) > LAST_MONTH


def number_name(nip: str | None) -> str:
    """What the number is called: `NI PPPK`, else `NIP`."""
    return "NI PPPK" if is_contract_number(nip) else "NIP"


def printed_nip(nip: str | None) -> str:
    """The number as papers print it: `NIP. 19850203 201001 1 004`, `NI PPPK 19900913 202524 2 014`; empty for None."""
    if not nip:
        return ""
    return f"{number_name(nip)}{'' if is_contract_number(nip) else '.'} {group_nip(nip)}"


def parse_nip(nip: str) -> Nip:
    """Take the number apart; ValueError when it does not have eighteen digits."""
    digits = normalise_nip(nip)
    if not is_nip(digits):
        raise ValueError("NIP terdiri atas 18 angka.")
    is_contract = is_contract_number(digits)
    return Nip(
        digits=digits,
        kind="PPPK" if is_contract else "PNS",
        birth_date=_date(digits[:8]),
        appointed=_date(digits[8:12] + "0101" if is_contract else digits[8:14] + "01"),
        sex={"1": "L", "2": "P"}.get(digits[14]),  # type: ignore[arg-type]
        serial=int(digits[15:]),
    )


def nip_warnings(nip: str, *, on: datetime.date) -> list[str]:
    """What looks wrong in the number on the day `on`, one Indonesian sentence each; nothing here forbids saving."""
    if not is_nip(nip):
        return [f"NIP terdiri atas 18 angka; yang ini terdiri atas {len(normalise_nip(nip))}."]
    parsed = parse_nip(nip)
    found = _birth_warnings(parsed, on) + _appointment_warnings(parsed, on)
    if parsed.sex is None:
        found.append("Angka ke-15 (jenis kelamin) seharusnya 1 untuk laki-laki atau 2 untuk perempuan.")
    if parsed.serial == 0:
        found.append("Tiga angka terakhir (nomor urut) seharusnya bukan 000; mungkin angka dibulatkan oleh Excel.")
    return found


def _birth_warnings(parsed: Nip, on: datetime.date) -> list[str]:
    if parsed.birth_date is None:
        return ["Delapan angka pertama bukan tanggal lahir yang ada di kalender."]
    if parsed.birth_date > on:
        return ["Tanggal lahir dalam NIP masih di masa depan."]
    return []


def _appointment_warnings(parsed: Nip, on: datetime.date) -> list[str]:
    if parsed.appointed is None:
        return ["Angka ke-9 sampai ke-14 (tahun dan bulan pengangkatan) tidak masuk akal."]
    if parsed.appointed > on:
        return ["Waktu pengangkatan dalam NIP masih di masa depan."]
    if parsed.birth_date is not None and _age(parsed.birth_date, _last_day(parsed)) < YOUNGEST_AGE:
        return [f"Menurut NIP, pegawai ini diangkat sebelum berumur {YOUNGEST_AGE} tahun."]
    return []


def _last_day(parsed: Nip) -> datetime.date:
    """The last day the appointment may fall on, so that nobody is warned about who was old enough."""
    assert parsed.appointed is not None
    if parsed.kind == "PPPK":
        return parsed.appointed.replace(month=12, day=31)
    return parsed.appointed.replace(day=28)


def _age(birth: datetime.date, on: datetime.date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _date(digits: str) -> datetime.date | None:
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
