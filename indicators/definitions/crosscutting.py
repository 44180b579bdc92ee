"""Which indicators another one supports beside its parent: written in one place, for one indicator or for thousands."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from audit.facts import FieldChange, changes_between
from indicators.models import CrossCutting, Indicator

FIELD = "also_supports"
BATCH = 1000


def write_also_supports(wanted: Mapping[int, Collection[int]]) -> dict[int, list[FieldChange]]:
    """Let each of these indicators support, beside its parent, exactly those; gives what changed, by supporter.

    The database refuses circles and doubles when the transaction ends (see `indicators.models.guards`).
    """
    links = list(CrossCutting.objects.filter(supporter__in=wanted))
    stored = {(link.supporter_id, link.supported_id) for link in links}
    asked = {(supporter, supported) for supporter, several in wanted.items() for supported in several}
    gone = [link.pk for link in links if (link.supporter_id, link.supported_id) not in asked]
    CrossCutting.objects.filter(pk__in=gone).delete()
    new = [CrossCutting(supporter_id=one, supported_id=other) for one, other in sorted(asked - stored)]
    CrossCutting.objects.bulk_create(new, batch_size=BATCH)
    before, after = _by_supporter(stored), _by_supporter(asked)
    return {
        pk: changes_between(Indicator, {FIELD: before[pk]}, {FIELD: after[pk]}, key=str(pk))
        for pk in wanted
        if before[pk] != after[pk]
    }


def also_supports(indicator: Indicator) -> list[int]:
    """The keys of what it supports beside its parent. One query."""
    return sorted(indicator.crosscutting.values_list("supported", flat=True))


def _by_supporter(pairs: Collection[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for supporter, supported in sorted(pairs):
        found[supporter].append(supported)
    return found
