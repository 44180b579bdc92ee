"""What an agreement says as plain values, and the one way of writing it."""
