"""Forms of the agreement, one module per purpose."""
