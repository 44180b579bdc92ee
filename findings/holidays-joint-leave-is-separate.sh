#!/usr/bin/env bash
# holidays 0.109: joint leave (cuti bersama) is a category of its own, and asking for it drops all other holidays.
#
# Guess: categories=("government",) gives the days off of civil servants: public holidays and joint leave.
# Seen: only the joint leave. 17 August is then a working day. Without the category the joint leave is missing; and for
# years without a decree (2030) it is empty without a word, so 2030 has more working days than 2026.
# Why it matters: deadlines of civil servants are counted in working days, and April 2024 has 16, 18 or 20 of them.
# Instead: always categories=("public", "government"), and treat a year without any joint leave as not decreed yet.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check holidays==0.109
venv/bin/python - <<'PYTHON'
import datetime
import sys

from holidays import country_holidays

april = ("2024-04-01", "2024-04-30")
counts = []
for categories in (("public",), ("government",), ("public", "government")):
    counts.append(country_holidays("ID", years=2024, categories=categories).get_working_days_count(*april))
joint = country_holidays("ID", years=2026, categories=("government",))
independence = datetime.date(2026, 8, 17) in joint
undecreed = len(country_holidays("ID", years=2030, categories=("government",)))
print("Working days of April 2024 with public, government and both categories:", counts)
print("Expected: government alone holds the days off of the government, 17 August among them.")
print("17 August 2026 is a day off for the government:", independence)
print("Joint leave in 2026 and 2030:", len(joint), undecreed)
if not counts[0] > counts[2] or not counts[1] > counts[2] or independence or undecreed:
    sys.exit("Changed: joint leave is counted otherwise.")
PYTHON
