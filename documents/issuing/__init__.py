"""Issuing: a number, a token, a file that is stored once, and its later files."""
