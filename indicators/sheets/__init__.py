"""Reference sheets of indicators on paper, and workbooks of measured values for reading and printing."""
