"""Versions of an indicator: the same matter, measured otherwise from a year on."""
