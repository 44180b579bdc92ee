"""The inspector of evidence, confined by its own hand, with the probe in the place of what it would do."""

from realisations.evidence import inspector
from tests.documents.inspection.probe import act

inspector.answer = lambda content: act(content.decode())
main = inspector.main
