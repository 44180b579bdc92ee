"""What an agreement says, as plain values, and how two such contents differ."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from indicators.domain.kinds import Value
from indicators.domain.money import rupiah
from indicators.domain.numbers import format_exact
from indicators.domain.periods import roman
from indicators.domain.planned_budget import PlannedBudgetLine, budget_differences

REORDERED = "Urutan indikator berubah."


@dataclass(frozen=True, slots=True)
class PlannedParty:
    """One side: the person, the post they hold, and what will be printed of both."""

    side: str
    position_id: int
    employee_id: int
    assignment_kind: str
    name: str
    position_title: str
    rank_name: str
    employee_number: str
    title_override: str = ""
    """The wording that was chosen instead of the title of the post; empty when the title itself is printed."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One action of the rencana aksi: what is done, by whom, in which quarters."""

    statement: str
    person_in_charge: str = ""
    quarters: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One indicator with its targets of the year and of its quarters, and the actions that shall reach them.

    An own line was written in the agreement and does not follow the plan; the actions never come from the plan, nor
    does `weaker_reason`: why less is promised than the medium-term plan sets, or than was reached last year.
    """

    indicator_id: int
    objective_code: str
    objective_statement: str
    indicator_statement: str
    unit_of_measure: str
    value: Value
    quarters: tuple[tuple[int, Value], ...] = ()
    steps: tuple[PlannedStep, ...] = ()
    weaker_reason: str = ""
    weaker_about: str = ""
    """What that reason explains (`TargetAmbition.subject`), so that it counts for nothing else."""

    is_own: bool = field(default=False, compare=False)
    decimals: int | None = field(default=None, compare=False)
    """With how many decimals its targets are shown; None where nobody chose."""

    def carried_to(self, line: "PlannedLine") -> "PlannedLine":
        """The same indicator as the plan has it, with what never comes from the plan: actions and reason."""
        return replace(line, steps=self.steps, weaker_reason=self.weaker_reason, weaker_about=self.weaker_about)


@dataclass(frozen=True, slots=True)
class AgreementContent:
    """The whole content of an agreement."""

    parties: tuple[PlannedParty, ...]
    lines: tuple[PlannedLine, ...]
    budget: tuple[PlannedBudgetLine, ...]

    def party(self, side: str) -> PlannedParty | None:
        """The party of this side; None when it has none (the regional head promises alone)."""
        return next((party for party in self.parties if party.side == side), None)

    @property
    def budget_total(self) -> Decimal:
        """Rupiah of all programmes together."""
        return rupiah(line.amount for line in self.budget) or Decimal(0)


def differences(before: AgreementContent, after: AgreementContent) -> list[str]:
    """What changed from `before` to `after`, one sentence each: parties, indicators, budget."""
    return [
        *_party_differences(before, after),
        *_line_differences(before.lines, after.lines),
        *budget_differences(before.budget, after.budget),
    ]


def _party_differences(before: AgreementContent, after: AgreementContent) -> Iterable[str]:
    for side, called in (("first", "Pihak Pertama"), ("second", "Pihak Kedua")):
        old, new = before.party(side), after.party(side)
        if old == new:
            continue
        if old is None or new is None:
            yield f"{called} ditambahkan: {new.name}." if new else f"{called} dihapus."
        elif (old.name, old.position_title) != (new.name, new.position_title):
            yield f"{called}: {old.name} ({old.position_title}) menjadi {new.name} ({new.position_title})."
        else:
            yield f"{called}: pangkat, NIP, atau status jabatan {new.name} diperbarui."


def _line_differences(before: Sequence[PlannedLine], after: Sequence[PlannedLine]) -> Iterable[str]:
    old, new = ({line.indicator_id: line for line in lines} for lines in (before, after))
    for key, line in new.items():
        if key not in old:
            yield f"Indikator ditambahkan: “{line.indicator_statement}”."
        elif old[key] != line:
            yield _line_change(old[key], line)
    for key, line in old.items():
        if key not in new:
            yield f"Indikator dihapus: “{line.indicator_statement}”."
    if is_reordered(before, after):
        yield REORDERED


def is_reordered(before: Iterable[PlannedLine], after: Iterable[PlannedLine]) -> bool:
    """Whether the lines that both have stand in another order."""
    old, new = ([line.indicator_id for line in lines] for lines in (before, after))
    return [key for key in old if key in new] != [key for key in new if key in old]


def _line_change(old: PlannedLine, new: PlannedLine) -> str:
    if (old.value, old.unit_of_measure) != (new.value, new.unit_of_measure):
        return f"Target “{new.indicator_statement}”: {_promise(old)} menjadi {_promise(new)}."
    if old.quarters != new.quarters:
        return f"Target triwulan “{new.indicator_statement}”: {_course(old)} menjadi {_course(new)}."
    if old.indicator_statement != new.indicator_statement:
        return f"Bunyi indikator “{old.indicator_statement}” menjadi “{new.indicator_statement}”."
    if old.steps != new.steps:
        return f"Rencana aksi “{new.indicator_statement}” diubah: {len(new.steps)} langkah."
    if old.weaker_reason != new.weaker_reason:
        return f"Alasan target “{new.indicator_statement}”: {new.weaker_reason or 'dihapus'}"
    if old.weaker_about != new.weaker_about:
        return f"Alasan target “{new.indicator_statement}” ditegaskan lagi untuk target dan rencana yang sekarang."
    return f"Sasaran indikator “{new.indicator_statement}” menjadi “{new.objective_statement}”."


def _promise(line: PlannedLine) -> str:
    return f"{format_exact(line.value)} {line.unit_of_measure}"


def _course(line: PlannedLine) -> str:
    """The quarter targets on one line: `TW I 20, TW II 40`."""
    named = [f"TW {roman(quarter)} {format_exact(value)}" for quarter, value in line.quarters]
    return ", ".join(named) or "tanpa target triwulan"
