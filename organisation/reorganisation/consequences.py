"""What a reorganisation means for upper floors, in words: they fill the list in `AppConfig.ready()`.

`indicators` tells who goes on with a Renstra, `realisations` whose the quarters are, `agreements` which PK are proposed
for transfer; nothing else adds to it.
"""

from collections.abc import Callable

from organisation.reorganisation.plan import Outlook

FORESEE: list[Callable[[Outlook], list[str]]] = []


def foreseen(outlook: Outlook) -> list[str]:
    """One sentence for each consequence."""
    return [sentence for foresee in FORESEE for sentence in foresee(outlook)]
