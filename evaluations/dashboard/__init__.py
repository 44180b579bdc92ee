"""The dashboard of the Sekda, and the same view of a smaller part."""
