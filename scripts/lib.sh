# Sourced by the other scripts: where things are, how to speak, how to end what was started.
# Variables of the tests begin with FONDACO_TEST_: all other FONDACO_… are settings of the program itself.
# shellcheck shell=bash disable=SC2034

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE="${FONDACO_TEST_CACHE:-$HOME/.cache/fondaco}"
export ROOT CACHE
# On a build server the checkout is new each time; the build folder outlives it.
if [ "${CI:-}" = true ] && [ -z "${CARGO_TARGET_DIR:-}" ]; then
  export CARGO_TARGET_DIR="$CACHE/target"
fi
TARGET="${CARGO_TARGET_DIR:-$ROOT/target}"

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $deadline ] || return 1
    sleep 0.1
  done
}

# stop PID [SECONDS]: asks it to end, insists after the given time.
stop() {
  local pid=$1 patience=${2:-15}
  kill -TERM "$pid" 2>/dev/null || return 0
  local deadline=$((SECONDS + patience))
  while kill -0 "$pid" 2>/dev/null; do
    if [ $SECONDS -ge $deadline ]; then
      kill -KILL "$pid" 2>/dev/null || true
      break
    fi
    sleep 0.1
  done
  wait "$pid" 2>/dev/null || true
}

# The folder of PostgreSQL's server programs (initdb, pg_ctl, pgbench), which Debian keeps off the PATH.
postgres_bin() {
  local candidate found=
  for candidate in "${FONDACO_TEST_POSTGRES_BIN:-}" /usr/lib/postgresql/*/bin /usr/local/pgsql/bin /opt/homebrew/opt/postgresql*/bin; do
    [ -n "$candidate" ] && [ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ] && found=$candidate
  done
  if [ -z "${found:-}" ] && have initdb; then found=$(dirname "$(readlink -f "$(command -v initdb)")"); fi
  [ -n "${found:-}" ] || return 1
  printf '%s\n' "$found"
}

chromium_path() {
  local candidate
  for candidate in "${FONDACO_TEST_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$candidate" ] && have "$candidate" && command -v "$candidate" && return 0
  done
  return 1
}
