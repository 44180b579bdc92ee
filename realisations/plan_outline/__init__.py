"""A medium-term plan with what was reached."""
