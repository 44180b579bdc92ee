"""Weights of objectives in their position, and of indicators in their objective."""
