"""The inbox of a person, and writing a message."""
