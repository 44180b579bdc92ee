"""What medium-term plans set for each year, as one table."""
