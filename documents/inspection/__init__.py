"""Looking into files that strangers made: in a confined child process, within limits. Knows no model and no page."""
