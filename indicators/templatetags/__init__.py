"""Template filters of planning and measuring."""
