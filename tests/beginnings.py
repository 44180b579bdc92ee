"""What numbers the factories count from and which public names documents get: the same in each test.

Tests that do the same then make the same rows, and print the same documents (`tests.drawn`). What stands below a test,
in a scene of its module, counts from another beginning, so that nothing collides.
"""

import base64
import random
from collections.abc import Iterator

from factory.django import DjangoModelFactory

from documents.issuing import tokens

OF_A_TEST = 8050
"""Higher than in any scene, so that what a test adds comes after what stands there; also in the last two digits."""

OF_A_LAYER = 1010
"""The distance between the scenes that stand upon each other."""


class CountedSecrets:
    """Stands in for the standard library's `secrets` where public names are made."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def token_urlsafe(self, size: int) -> str:
        return base64.urlsafe_b64encode(self._random.randbytes(size)).rstrip(b"=").decode()


def begin(number: int) -> None:
    """Let every factory count from `number`, and let it decide the next public names."""
    for factory in _factories(DjangoModelFactory):
        factory.reset_sequence(number, force=True)
    tokens.secrets = CountedSecrets(number)


def _factories(above: type[DjangoModelFactory]) -> Iterator[type[DjangoModelFactory]]:
    for factory in above.__subclasses__():
        yield factory
        yield from _factories(factory)
