"""Reference sheets of indicators (kamus indikator): what a sheet says, whether it is complete, and writing it."""
