"""The money of an agreement."""
