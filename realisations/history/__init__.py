"""What happened to figures and reports, read from the trail."""
