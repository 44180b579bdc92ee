#!/usr/bin/env bash
# The steps behind the Makefile: setup, browser, script_tools, demo, mutants, check. Each ends with success or with one
# clear sentence.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

PYTHON=.venv/bin/python
LOCK=requirements-dev.txt
STAMP=.venv/installed-lock
LOG=var/setup.log
SCRIPT_LOCK=package-lock.json
SCRIPT_STAMP=node_modules/.installed-lock
PANGO="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

fail() { printf 'amanah: %s\n' "$*" >&2; exit 1; }
say() { printf '%s\n' "$@"; }

# --- packages of the operating system ----------------------------------------------------------------------------

can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# install_packages REASON PACKAGE...: install when we are root on Debian, otherwise say what is missing.
install_packages() {
    local reason=$1; shift
    can_apt || fail "$reason Please install (Debian/Ubuntu): sudo apt-get install $*"
    say "Installing $* ..."
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@")
    "${apt[@]}" >>"$LOG" 2>&1 && return
    # A fresh machine has no package lists, or old ones.
    { apt-get update -qq && "${apt[@]}"; } >>"$LOG" 2>&1 || fail "$reason apt-get could not install $*; see $LOG"
}

# --- Python and its packages ---------------------------------------------------------------------------------------

is_supported() { "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in $(type -ap python3.11 python3.12 python3.13 python3); do
        is_supported "$candidate" && printf '%s\n' "$candidate" && return
    done
    return 1
}

# The virtual environment knows for which lock file, in which folder and with which Python it was made.
stamp() { printf '%s %s %s\n' "$(sha256sum <"$LOCK" | cut -c1-64)" "$PWD" "$("$PYTHON" -V)"; }

install_python_packages() {
    [ -x "$PYTHON" ] && [ -f "$STAMP" ] && [ "$(stamp)" = "$(cat "$STAMP")" ] && return
    local base
    if ! base=$(find_python); then
        install_packages "Python 3.11, 3.12 or 3.13 with its venv module was not found." python3 python3-venv
        base=$(find_python) || fail "Python 3.11, 3.12 or 3.13 is needed; this system offers $(python3 -V 2>&1)."
    fi
    say "Installing the Python packages into .venv (about a minute) ..."
    if ! [ -f "$STAMP" ] || ! grep -qF " $PWD Python" "$STAMP" || ! "$PYTHON" -c '' 2>/dev/null; then
        "$base" -m venv --clear .venv >>"$LOG" 2>&1 || fail "The virtual environment .venv could not be made; see $LOG"
    fi
    rm -f "$STAMP"
    "$PYTHON" -m pip install --disable-pip-version-check --require-hashes --retries 2 --timeout 20 \
        --progress-bar off -r "$LOCK" >>"$LOG" 2>&1 || explain_pip
    stamp >"$STAMP"
}

explain_pip() {
    if tail -n 40 "$LOG" | grep -qE 'NewConnectionError|NameResolutionError|ConnectTimeout|ProxyError|Could not find a version|No matching distribution|Temporary failure'; then
        fail "The Python packages could not be downloaded: check the network or pip's package index; see $LOG"
    fi
    fail "The Python packages could not be installed; see $LOG"
}

pango_is_there() {
    "$PYTHON" - <<'PY' 2>/dev/null
import ctypes
for library in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"):
    ctypes.CDLL(library)
PY
}

setup() {
    mkdir -p var
    : >>"$LOG" 2>/dev/null || fail "The folder var/ belongs to another user; run make as that user or remove it."
    install_python_packages
    # shellcheck disable=SC2086 # the list is meant to be split
    pango_is_there || install_packages "The libraries that draw PDF files are missing." $PANGO
}

# --- the tools for scripts: only tests and checks need them ----------------------------------------------------------

node_is_there() {
    command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node, 10) < 18 ? 1 : 0)' 2>/dev/null
}

script_tools() {
    mkdir -p var
    node_is_there || install_packages "The scripts are tested by Node 18 or newer, with npm." nodejs npm
    node_is_there || fail "Node 18 or newer with npm is needed; this system offers $(node --version 2>&1)."
    local stamp
    stamp="$(sha256sum <"$SCRIPT_LOCK" | cut -c1-64) $PWD"
    [ -f "$SCRIPT_STAMP" ] && [ "$stamp" = "$(cat "$SCRIPT_STAMP")" ] && return
    say "Installing the linter for scripts into node_modules ..."
    npm ci --ignore-scripts --no-audit --no-fund >>"$LOG" 2>&1 || fail "The linter for scripts could not be installed; see $LOG"
    printf '%s\n' "$stamp" >"$SCRIPT_STAMP"
}

# --- the other commands ----------------------------------------------------------------------------------------------

browser() {
    command -v "${CHROMIUM:-chromium}" >/dev/null && return
    [ -z "${CHROMIUM:-}" ] || fail "CHROMIUM=$CHROMIUM is not a program; name the path of Chromium or unset CHROMIUM."
    install_packages "The browser tests need Chromium." chromium
}

port_is_free() {
    [[ $PORT =~ ^[0-9]{1,5}$ ]] || fail "PORT=$PORT is not a port number; try: make demo PORT=8001"
    "$PYTHON" - "$PORT" <<'PY' || fail "Port $PORT cannot be used (in use, or reserved); stop what uses it or choose another: make demo PORT=$((10#$PORT + 1))"
import socket, sys
try:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", int(sys.argv[1])))
except (OSError, OverflowError):
    sys.exit(1)
PY
}

demo() {
    export PORT=${PORT:-8000}
    setup
    port_is_free
    export PATH="$PWD/.venv/bin:$PATH" SITE_URL="http://localhost:$PORT" DEBUG="${DEBUG:-0}" PYTHONUNBUFFERED=1
    if [ -n "${RESET:-}" ] && [ "$RESET" != 0 ]; then
        "$PYTHON" -m pk_site.embedded.reset
    fi
    "$PYTHON" -m pk_site.demo
    say "" "Amanah: http://localhost:$PORT  (Ctrl-C stops everything; the data stay)" ""
    # Celery warns root on every start; as root, the demo is root's own choice.
    export PYTHONWARNINGS="ignore:You're running the worker with superuser"
    trap : INT # honcho ends its processes; we wait for it, and Ctrl-C is no failure
    "$PYTHON" -m honcho start || [ $? = 130 ] || fail "A process of the demo ended by itself; its reason is printed above."
}

# Begins anew each time: mutmut keeps results per function and would not see that a test has changed.
mutants() {
    setup
    rm -rf mutants
    # No test of a domain asks a server; addresses where none listens keep the embedded ones from starting.
    export DATABASE_URL=postgresql://nobody@localhost/none REDIS_URL=redis://localhost/0 HYPOTHESIS_PROFILE=mutants
    "$PYTHON" -m mutmut run || fail "The mutants could not be run to an end; the reason is printed above."
    "$PYTHON" -m tests.mutants.score || fail "Better tests are needed; a mutant is shown with: .venv/bin/mutmut show NAME"
}

check() {
    local failed=""
    run() {
        local name=$1; shift
        if "$@"; then say "ok      $name"; else say "FAILED  $name"; failed=1; fi
    }
    run "ruff format" "$PYTHON" -m ruff format --check --quiet .
    run "ruff check" "$PYTHON" -m ruff check --quiet .
    run "layers" .venv/bin/lint-imports --no-cache
    run "templates formatted" "$PYTHON" -m djlint --check --quiet templates
    run "templates linted" "$PYTHON" -m djlint --lint --quiet templates
    run "scripts formatted and linted" node_modules/.bin/biome check --error-on-warnings --log-level=warn
    run "types" "$PYTHON" -m mypy
    run "migrations complete" "$PYTHON" manage.py makemigrations --check --dry-run --verbosity 0
    run "deployment settings" check_deployment
    [ -z "$failed" ] || fail "some checks failed; make format mends what can be mended by itself"
}

# The settings of production, with invented secrets; no server is asked.
check_deployment() {
    AMANAH_ENV=production SECRET_KEY="$(printf 'only-for-this-check-%.0s' 1 2 3 4)" ALLOWED_HOSTS=amanah.example.go.id \
        SITE_URL=https://amanah.example.go.id DATABASE_URL=postgresql://amanah@localhost/amanah \
        REDIS_URL=redis://localhost:6379/0 \
        "$PYTHON" -W error manage.py check --deploy --fail-level WARNING
}

case "${1:-}" in
    setup | browser | script_tools | demo | mutants | check) "$1" ;;
    *) fail "usage: deploy/steps.sh setup|browser|script_tools|demo|mutants|check" ;;
esac
