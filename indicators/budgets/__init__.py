"""Budgets of positions in the plan of a year."""
