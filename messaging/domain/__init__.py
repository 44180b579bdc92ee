"""Rules of messages: text and hours in, answers out; no Django, no clock."""
