"""Documents of a quarter: the achievement report, the monitoring of the action plan, and form E.81."""
