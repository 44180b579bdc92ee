"""Renaming, merging, splitting and closing units from a day on: previewed in words, performed in one transaction."""
