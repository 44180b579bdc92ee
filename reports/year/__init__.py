"""The year of a position or unit as files."""
