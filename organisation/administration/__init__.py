"""Django's admin as our own site."""
