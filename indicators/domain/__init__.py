"""Arithmetic of performance measurement: figures and dates in, figures and reasons out; no framework, no clock."""
