"""Drafting: an agreement is made from the plan or copied, kept in line with it, and arranged."""
