"""Targets of years and quarters: how they are typed, and what the trail keeps of a change."""
