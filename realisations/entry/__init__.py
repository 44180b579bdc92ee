"""Entry of a quarter report: the whole form, single boxes, two people at one report."""
