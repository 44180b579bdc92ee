"""Typing a report: what may be said of an indicator and of a budget line, and the one function that stores it."""
