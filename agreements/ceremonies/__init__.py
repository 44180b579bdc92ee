"""Signing ceremonies: invitations, attendance, the screen in the hall."""
