"""What a channel tells the outbox when a message did not go out: the only thing that it has to know."""


class NotSentError(Exception):
    """Nothing has left. `for_good` tells that another attempt is useless."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


class DoubtfulError(Exception):
    """The line broke while the message was handed over: it may have left."""
