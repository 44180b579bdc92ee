"""Reminding by hand, from whichever page."""
