"""What was reached: quarter reports, entry, evidence, verification, measurement, history."""
