"""Builds the workbooks of the fictional government."""
