"""The papers of an agreement: the PK itself and what is handed out with it, as a registered kind of document."""
