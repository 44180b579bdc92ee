"""The performance report (LKjIP)."""
