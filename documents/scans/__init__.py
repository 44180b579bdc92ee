"""Scans of signed papers: taken in by the dozen, matched by their QR code, confirmed by a person."""
