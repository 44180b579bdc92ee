"""Stored data as rows of the workbook."""
