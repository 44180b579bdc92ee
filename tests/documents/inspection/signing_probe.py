"""The inspector of scans, confined by its own hand, with the probe in the place of what it would do."""

from documents.inspection import inspector
from tests.documents.inspection.probe import act

inspector.answer = lambda header, blobs, loop: act(blobs[0].decode())
main = inspector.main
