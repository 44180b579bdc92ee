"""The money of a performance report: budget, spending and absorption per programme or per OPD."""

from collections.abc import Iterable
from decimal import Decimal

from indicators.domain.absorption import absorption
from indicators.domain.numbers import format_percent, format_rupiah
from indicators.models import BudgetLine
from organisation.enums import OPD_KINDS, PositionKind
from organisation.models import Position
from reports.lkjip.text import BudgetRow

UNREPORTED = "belum dilaporkan"

Sums = dict[str, tuple[Decimal, Decimal | None]]


def budget_of(position: Position, year: int) -> tuple[str, tuple[BudgetRow, ...], BudgetRow | None]:
    """Heading, rows and total of the position's own programmes; for a regional head without any, of all OPD.

    Two queries. Spending that nobody reported is said to be missing, never shown as 0.
    """
    own = _lines(BudgetLine.objects.of_positions([position.pk]), year)
    if own or position.kind != PositionKind.REGIONAL_HEAD:
        return _worded("Program", _summed((line.program.name, line) for line in own))
    lines = _lines(BudgetLine.objects.filter(position__kind__in=OPD_KINDS), year)
    return _worded("Perangkat Daerah", _summed((line.position.unit.name, line) for line in lines))


def _lines(lines: object, year: int) -> list[BudgetLine]:
    chosen = lines.of_year(year).select_related("program", "position__unit").prefetch_related("realisations")
    return list(chosen.order_by("position__protocol_order", "position__code", "program__code", "funding_source"))


def _summed(named: Iterable[tuple[str, BudgetLine]]) -> Sums:
    """Budget and spending per name, in order of appearance; spending is None where nothing was reported."""
    sums: Sums = {}
    for name, line in named:
        budget, spent = sums.get(name, (Decimal(0), None))
        for realisation in line.realisations.all():
            spent = (spent or Decimal(0)) + realisation.amount
        sums[name] = (budget + line.amount, spent)
    return sums


def _worded(title: str, sums: Sums) -> tuple[str, tuple[BudgetRow, ...], BudgetRow | None]:
    if not sums:
        return title, (), None
    reported = [spent for _, spent in sums.values() if spent is not None]
    total = (sum((budget for budget, _ in sums.values()), Decimal(0)), sum(reported, Decimal(0)) if reported else None)
    return title, tuple(_row(name, *amounts) for name, amounts in sums.items()), _row("Jumlah", *total)


def _row(name: str, budget: Decimal, spent: Decimal | None) -> BudgetRow:
    absorbed = absorption(budget, spent)
    return BudgetRow(
        name=name,
        amount=format_rupiah(budget),
        spent=UNREPORTED if spent is None else format_rupiah(spent),
        absorbed="–" if absorbed is None else format_percent(absorbed),
    )
