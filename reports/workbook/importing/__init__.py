"""Importing a workbook: every sheet checked and written in one transaction, everything or nothing."""

from reports.workbook.importing.outcome import Outcome, import_workbook

__all__ = ["Outcome", "import_workbook"]
