"""Employees, who holds which position, and who is responsible for what."""
