"""One box of a report, saved the moment it was typed."""
