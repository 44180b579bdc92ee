"""Signing of issued documents: places in the page, certificates, signatures, scans, and the judgement of a file."""
