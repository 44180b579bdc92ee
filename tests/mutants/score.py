"""How many of the small faults in the pure domains the tests notice: `make mutants` runs mutmut, then this.

A mutant that no domain test reaches counts as survived, a timeout as killed. What cannot be told from the code by any
test stands, with the reason, in `equivalent.toml`; it is counted in the score like every other survivor.
"""

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

NEEDED = 92
"""Percent of all mutants of the domains that must be killed."""

RESULTS = Path("mutants")
EQUIVALENT = Path(__file__).with_name("equivalent.toml")

# Exit codes that mutmut keeps per mutant; signal 24 is the end of the CPU time that was granted.
_STATES = {0: "survived", 1: "killed", 3: "killed", 5: "unreached", 33: "unreached"} | dict.fromkeys(
    (-24, 24, 36, 152, 255), "timeout"
)
STATES = ("killed", "timeout", "survived", "unreached", "unclear")


@dataclass(frozen=True, slots=True)
class Change:
    """What a mutant does: in this function, this line becomes that one."""

    function: str
    line: str
    mutated: str


def state(exit_code: int | None) -> str:
    """What became of a mutant; `unclear` when it was not run or died of something else than a test."""
    return "unclear" if exit_code is None else _STATES.get(exit_code, "unclear")


def results(folder: Path) -> dict[str, dict[str, str]]:
    """Per domain package, the state of each mutant by its name, as mutmut left them below `folder`."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(folder.rglob("*.py.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        for name, code in codes.items():
            module = name.rpartition(".")[0]
            found[f"{module.rpartition('domain')[0]}domain"][name] = state(code)
    return dict(found)


def percent_killed(states: Iterable[str]) -> float:
    """Killed ones and timeouts, in percent of all."""
    counts = Counter(states)
    return 100 * (counts["killed"] + counts["timeout"]) / counts.total()


def change_of(name: str, diff: str) -> Change:
    """The change from its diff; line breaks inside a statement are read as one space."""
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    removed, added = (" ".join(line[1:].strip() for line in lines if line[:1] == sign) for sign in "-+")
    return Change(function_of(name), removed, added)


def function_of(name: str) -> str:
    """`shown` from `app.domain.module.x_shown__mutmut_3`, `Policy.shown` from `...xǁPolicyǁshown__mutmut_3`."""
    mangled = name.rpartition(".")[2].partition("__mutmut_")[0]
    return mangled[2:].replace("ǁ", ".") if "ǁ" in mangled else mangled.removeprefix("x_")


def listed(text: str) -> dict[Change, str]:
    """The changes that no test can notice, with the reason of each."""
    return {
        Change(entry["function"], entry["line"], mutated): entry["reason"]
        for entry in tomllib.loads(text).get("equivalent", [])
        for mutated in entry["mutated"]
    }


def table(found: Mapping[str, Mapping[str, str]], equivalent: Iterable[str]) -> list[str]:
    """One line per package, and one for all."""
    known = set(equivalent)
    everything = {name: state for mutants in found.values() for name, state in mutants.items()}
    lines = [f"{'':22}{'mutants':>9}" + "".join(f"{each:>11}" for each in STATES) + f"{'equivalent':>12}{'score':>9}"]
    for package, mutants in [*found.items(), ("all", everything)]:
        counts = Counter(mutants.values())
        numbers = "".join(f"{counts[each]:>11}" for each in STATES)
        score = f"{percent_killed(mutants.values()):>8.1f}%"
        lines.append(f"{package:22}{len(mutants):>9}{numbers}{len(known & mutants.keys()):>12}{score}")
    return lines


def _survivors(found: Mapping[str, Mapping[str, str]]) -> dict[str, Change]:
    from mutmut.mutation.diff_apply import get_diff_for_mutant  # reading it takes a second

    names = [name for mutants in found.values() for name, state in mutants.items() if state == "survived"]
    return {name: change_of(name, get_diff_for_mutant(name, path=_source(name))) for name in names}


def _source(name: str) -> Path:
    return Path(*name.split(".")[:-1]).with_suffix(".py")


def main() -> int:
    """Print the score; 0 when enough are killed, every mutant was run and the list of equivalent ones is true."""
    found = results(RESULTS)
    if not found:
        print("amanah: there are no results of mutmut; run: make mutants")
        return 1
    survivors, reasons = _survivors(found), listed(EQUIVALENT.read_text(encoding="utf-8"))
    equivalent = [name for name, change in survivors.items() if change in reasons]
    print("\n".join(table(found, equivalent)))
    for name in sorted(survivors.keys() - set(equivalent)):
        print(f"survived, not listed: {name}\n    - {survivors[name].line}\n    + {survivors[name].mutated}")
    stale = reasons.keys() - survivors.values()
    for change in stale:
        print(f"listed as equivalent, but killed or gone: {change.function}: {change.mutated}")
    states = [state for mutants in found.values() for state in mutants.values()]
    if unclear := states.count("unclear"):
        print(f"{unclear} mutants were not run to an end.")
    score = percent_killed(states)
    print(f"{score:.1f}% of {len(states)} mutants are killed; {NEEDED}% are needed.")
    return 0 if score >= NEEDED and not unclear and not stale else 1


if __name__ == "__main__":
    sys.exit(main())
