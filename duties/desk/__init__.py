"""The start page: what one person owes, has sent, and may send for others."""
