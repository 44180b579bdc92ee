"""Judging: dashboards, quarterly evaluation, reminders, escalation."""
