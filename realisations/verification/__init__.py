"""Verification: judging a report or its rows, many reports at once, and opening a verified one again."""
