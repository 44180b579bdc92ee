"""What was agreed becomes the plan, and what was verified stays."""
