"""Achievements as a table for other systems."""
