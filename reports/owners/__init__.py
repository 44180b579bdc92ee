"""Whose reports there are, and who signs them."""
