"""How people want to be told, read for many at once."""

from collections.abc import Collection

from messaging.models import MessageSettings


def settings_of(user_ids: Collection[int]) -> dict[int, MessageSettings]:
    """The settings of each of these users, the defaults for those who never chose. One query."""
    chosen = MessageSettings.objects.in_bulk(user_ids)
    return {pk: chosen.get(pk) or MessageSettings(user_id=pk) for pk in user_ids}
