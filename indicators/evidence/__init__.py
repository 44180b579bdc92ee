"""What a file must be before it is kept as evidence of a figure."""
