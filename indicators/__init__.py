"""Planning and measuring: objectives, indicators, targets, periods, quarterly reports."""
