"""The performance agreement (PK): parties, lines, workflow, signing record."""
