"""Days off: the national calendar, what the government adds to it and takes from it, and the due days that follow."""
