"""Indicators as they are defined: making and changing them, their versions, and their targets outside of a draft."""
