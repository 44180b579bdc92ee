"""Government, work units, positions, people, users, roles, scope and messages."""
