"""Importing: every sheet checked and written in one transaction, everything or nothing."""
