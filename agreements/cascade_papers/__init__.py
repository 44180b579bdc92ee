"""The performance tree on paper, as a drawing, and as a table."""
