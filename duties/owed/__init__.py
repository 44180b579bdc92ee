"""What is owed: the duties, and the readers that find them."""
