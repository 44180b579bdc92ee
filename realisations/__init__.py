"""What was reached and what was spent: quarterly reports and everything that happens to them."""
