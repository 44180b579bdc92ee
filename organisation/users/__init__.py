"""Accounts, roles, passwords, logging in."""
