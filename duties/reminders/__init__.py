"""Reminders of what is owed: the daily digest, and those that somebody sends by hand."""
