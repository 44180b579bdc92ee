"""Sending, returning and agreeing: the rounds between both parties."""
