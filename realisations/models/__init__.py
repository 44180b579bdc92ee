"""Models of what was reached, one module per noun."""

from realisations.models.evidence import Evidence, EvidenceUse
from realisations.models.reports import QuarterReport, Realisation
from realisations.models.spending import BudgetRealisation

__all__ = [
    "BudgetRealisation",
    "Evidence",
    "EvidenceUse",
    "QuarterReport",
    "Realisation",
]
