"""Papers as such: drawing, issuing, numbering, signing, scans, printing in bulk, wording, the public check."""
