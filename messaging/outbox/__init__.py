"""The outbox: each message waits once per channel as a row, and a worker sends it at most once."""
