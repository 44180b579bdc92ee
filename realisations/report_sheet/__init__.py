"""One report laid out for those who fill, check and judge it."""
