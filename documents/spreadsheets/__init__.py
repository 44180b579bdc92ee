"""Workbooks (XLSX) as files: columns, and writing text that stays text."""
