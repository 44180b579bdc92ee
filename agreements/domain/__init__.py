"""Pure rules of the agreement: no Django, no clock, no database."""
