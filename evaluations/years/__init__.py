"""The year of a position and of a unit."""
