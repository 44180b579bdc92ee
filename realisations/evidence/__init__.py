"""Evidence of reported figures: what may be kept, adding, using again, taking away."""
