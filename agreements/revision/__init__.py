"""Cancelling an agreement, revising it, and what follows when an official is replaced."""
