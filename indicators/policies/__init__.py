"""A government's choices of a year: how it is measured, judged and printed."""
