"""Reading one agreement: what it says, where it stands, and what its reader may do."""
