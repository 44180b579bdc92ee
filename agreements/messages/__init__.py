"""What the parties of an agreement are told."""
