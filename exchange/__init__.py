"""Files in and out: the exchange workbook."""
