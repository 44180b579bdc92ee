"""Judging in pure functions: facts and days in, findings out."""
