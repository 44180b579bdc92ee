"""Reads the published cases; no arithmetic of its own."""

import json
from decimal import Decimal
from pathlib import Path

from indicators.domain.achievement import Achievement, achieve
from indicators.domain.kinds import Figure, MinimizeFormula, Polarity
from indicators.domain.numbers import parse_number
from indicators.domain.policy import Policy
from indicators.domain.readings import parse_target

FOLDER = Path(__file__).parent / "published"
DELI_SERDANG = Path(__file__).parents[2] / "data" / "deli_serdang_bappedalitbang_2025_e81.json"
TOLERANCE = Decimal("0.011")
VARIANT_A = Policy()
VARIANT_B = Policy(minimize_formula=MinimizeFormula.B)


def document(name: str) -> dict:
    """One published document."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def row(name: str, indicator: str) -> dict:
    """The row of an indicator in a document."""
    return next(each for each in document(name)["rows"] if each["indikator"] == indicator)


def consistent_rows() -> list[tuple[str, dict]]:
    """Every row of every document whose printed percentage follows from its figures."""
    names = sorted(path.stem for path in FOLDER.glob("*.json"))
    return [(name, each) for name in names for each in document(name)["rows"] if each["check"]["consistent"]]


def tolerance(each: dict) -> Decimal:
    """How far the printed percentage may be from ours."""
    return Decimal(str(each["check"].get("tolerance", TOLERANCE)))


def is_money(each: dict) -> bool:
    return each["satuan"] == "Rp"


def printed(each: dict) -> Decimal:
    """The percentage as printed."""
    return parse_number(each["capaian_persen"])


def computed(each: dict, policy: Policy | None = None) -> Achievement:
    """Our own achievement for a row, by the formula that its document uses."""
    polarity = Polarity(each["polarity"].split()[0])
    computed_by_b = each["check"].get("matches") == ["minimize B: t/r*100"]
    target = parse_target(each["target"], polarity, money=is_money(each))
    realised = parse_number(each["realisasi"], money=is_money(each))
    policy = policy or (VARIANT_B if computed_by_b else VARIANT_A)
    return achieve(polarity=polarity, target=target, realised=Figure(realised), policy=policy)


def deli_serdang_rows() -> list[dict]:
    """The 102 rows of the E.81 workbook; numbers as Decimal."""
    return json.loads(DELI_SERDANG.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)["rows"]
