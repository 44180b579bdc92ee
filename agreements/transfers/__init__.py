"""Officials who were replaced, and the agreements of those who follow them."""
