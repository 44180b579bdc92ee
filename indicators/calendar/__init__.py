"""The reporting calendar: periods of a year, their days, and more time for a unit."""
