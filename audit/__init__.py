"""What happened: append-only events, history, and the one step that changes a state."""
