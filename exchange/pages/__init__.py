"""Pages and commands of the exchange workbook."""
