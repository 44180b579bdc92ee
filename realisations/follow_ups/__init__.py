"""Follow-ups that were promised with a report."""
