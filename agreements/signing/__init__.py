"""Signing: signatures, and what follows when an agreement is in force."""
