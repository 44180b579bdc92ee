"""The year of a position or a unit on paper and as a workbook: the figures of its page."""
