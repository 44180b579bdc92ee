"""What positions spent of their budget, by quarter and year."""
