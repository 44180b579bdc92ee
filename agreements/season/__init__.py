"""The season of a year: lists, board, and doing one thing with many agreements."""
