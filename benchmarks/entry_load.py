"""The crowd of `benchmarks/entry.py`: many people who save at the same time. Knows nothing of Django.

Reads one JSON object from standard input: `host`, `port`, and `people`, each a list of requests `[head, body]` to be
sent one after another, with `thought` seconds of thinking before each. Writes one JSON object: `seconds` in all,
`latencies` of every answer in seconds, and `wrong`, the first lines of answers other than 200. Only this machine is
spoken to.
"""

import asyncio
import json
import random
import sys
import time
from typing import Any

LOOPBACK = "127.0.0.1"


async def save(port: int, request: bytes) -> tuple[float, bytes]:
    """Send one request on a connection of its own, as a sync worker wants it; give seconds and first line."""
    begin = time.perf_counter()
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return time.perf_counter() - begin, answer.split(b"\r\n", 1)[0]


async def crowd(plan: dict[str, Any]) -> dict[str, Any]:
    """Everybody at once, each one save after the other."""
    latencies: list[float] = []
    wrong: list[str] = []

    async def person(requests: list[str]) -> None:
        await asyncio.sleep(plan["thought"] * random.random())  # noqa: S311 - no secret: people do not begin at once
        for request in requests:
            await asyncio.sleep(plan["thought"])
            seconds, line = await save(plan["port"], request.encode())
            latencies.append(seconds)
            if b" 200 " not in line + b" ":
                wrong.append(line.decode())

    begin = time.perf_counter()
    await asyncio.gather(*(person(requests) for requests in plan["people"]))
    return {"seconds": time.perf_counter() - begin, "latencies": latencies, "wrong": wrong}


if __name__ == "__main__":
    json.dump(asyncio.run(crowd(json.load(sys.stdin))), sys.stdout)
