"""Printing in bulk: choosing, the job and its items, the workers that print them, and the file at the end."""
