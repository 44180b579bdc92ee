"""Files of a quarter's report, as the data stand today."""
