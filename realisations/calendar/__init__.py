"""When a position may report a quarter."""
