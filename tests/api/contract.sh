#!/usr/bin/env bash
# The API keeps its contract: schemathesis reads the OpenAPI document that the running server prints and asks everything
# in it, good and bad. Environment: FONDACO_TEST_BASE_URL, FONDACO_TEST_DEMO_JSON (scripts/with-demo sets both);
# FONDACO_TEST_CONTRACT_EXAMPLES cases for each operation (default 20), FONDACO_TEST_CONTRACT_SECONDS budget of the whole run.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/../../scripts/lib.sh"
venv=$("$ROOT/scripts/venv")
token=$(python3 "$ROOT/tests/api/client.py" token tenant)
reports=${FONDACO_TEST_REPORTS:-$TARGET/reports}
mkdir -p "$reports"
cd "$reports" # it keeps notes of its own beside where it runs

# /oauth/token takes client credentials, not the bearer token that all others get.
exec "$venv/bin/schemathesis" run "$FONDACO_TEST_BASE_URL/openapi.json" \
  --url "$FONDACO_TEST_BASE_URL" \
  --header "Authorization: Bearer $token" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
  --max-examples "${FONDACO_TEST_CONTRACT_EXAMPLES:-20}" \
  ${FONDACO_TEST_CONTRACT_SECONDS:+--max-time "$FONDACO_TEST_CONTRACT_SECONDS"} \
  --seed "${FONDACO_TEST_CONTRACT_SEED:-1}" \
  --rate-limit auto \
  --suppress-health-check all \
  --no-shrink \
  --continue-on-failure \
  --request-timeout 30 \
  --workers 1 \
  --warnings off \
  --report junit --report-junit-path "$reports/contract.xml"
