"""What a government chooses for a year."""
