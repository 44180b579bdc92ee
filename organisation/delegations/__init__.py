"""Who sends a position's reports for a time."""
