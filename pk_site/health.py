"""Two questions a supervisor asks: does the process answer, and can it work?"""

import shutil
from pathlib import Path

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

LEAST_ROOM = 512 * 1024 * 1024
"""Free bytes; below it some dozens of evidence files fill the disk, and PostgreSQL may stand on the same one."""


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Answer 200 as long as the process serves requests."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database and Redis answer, otherwise 503; names the part that does not, and nothing else.

    A disk without room for files is named too (`"files": "full"`), but the answer stays 200: figures are still typed,
    checked and read, and taking the process away would help nobody.
    """
    parts = {"database": _database_answers(), "redis": _redis_answers()}
    answer = {name: "ok" if fine else "down" for name, fine in parts.items()}
    answer["files"] = "ok" if _files_have_room() else "full"
    return JsonResponse(answer, status=200 if all(parts.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _files_have_room() -> bool:
    """Whether the disk of evidence and documents has room for more; the folder comes into being with the first file."""
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free >= LEAST_ROOM


def _redis_answers() -> bool:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
