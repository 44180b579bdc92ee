"""Rules of personnel numbers and ranks: text in, text out; no Django, no clock, no database."""
