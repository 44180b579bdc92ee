"""What can go wrong with the embedded services, as one sentence for the person at the keyboard."""


class EmbeddedError(RuntimeError):
    """An embedded server cannot be had; the message says why and what to do."""
