"""Form E.81: evaluation of the work plan of an agency (Permendagri 86/2017)."""
