"""Drafting the agreement of a year from that of the year before, led by RPJMD and Renstra."""
