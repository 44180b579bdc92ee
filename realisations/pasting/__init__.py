"""Pasting a block from a spreadsheet into a report, and taking it back."""
