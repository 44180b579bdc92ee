"""How an indicator that does not exist yet will be read, and what cannot be read so."""

from dataclasses import dataclass

from indicators.domain.kinds import Aggregation, Polarity


@dataclass(frozen=True, slots=True)
class Measure:
    """How an indicator that does not exist yet will be read: polarity, rule of accumulation, scale of predicates."""

    polarity: str
    aggregation: str
    predicate_scale: tuple[str, ...] = ()


def measure_objection(polarity: str | None, aggregation: str | None) -> str:
    """Why this accumulation cannot go with this direction, and what to do; empty when it can."""
    if aggregation == Aggregation.POOLED and polarity in (Polarity.PREDICATE, Polarity.YES_NO):
        return (
            "Predikat dan jawaban ya/tidak tidak mempunyai pembilang dan penyebut. Pilih akumulasi lain, misalnya "
            "Posisi akhir."
        )
    return ""
