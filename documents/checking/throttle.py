"""How often one address may have a file checked: each check costs seconds of work."""

import logging

import redis
from axes.helpers import get_client_ip_address
from django.conf import settings
from django.http import HttpRequest

ALLOWED, SECONDS = 10, 60

logger = logging.getLogger(__name__)


def may_check(request: HttpRequest) -> bool:
    """Count this attempt; False when there were more than `ALLOWED` of the same address within a minute.

    Without Valkey nobody is counted: the check itself stays bounded in time and memory.
    """
    key = f"amanah:check:{get_client_ip_address(request)}"
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2) as store, store.pipeline() as steps:
            count, _ = steps.incr(key).expire(key, SECONDS, nx=True).execute()
    except redis.RedisError as error:
        logger.warning("Checks of files are not counted: %s", type(error).__name__)
        return True
    return count <= ALLOWED
