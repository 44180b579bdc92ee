"""The public check: what a paper is, and whether a file is the one that was issued."""
