"""Papers as such: drawn, numbered, issued, signed, scanned, printed and checked, whatever is written on them."""
