"""Messages to people: outbox, channels, deliveries, preferences."""
