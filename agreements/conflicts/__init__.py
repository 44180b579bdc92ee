"""Two people at one draft: both versions side by side, and the choice."""
