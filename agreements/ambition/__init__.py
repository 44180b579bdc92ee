"""How much the targets of an agreement ask for: held against the medium-term plan, and against what was reached."""
