"""What somebody owes, computed once: the start page shows it, the reminders repeat it."""
