#!/usr/bin/env bash
# 500 buyers, 50 threads, 100 pieces: exactly 100 are sold. The judge is ../shared/checks/oversell.py; what is done here is
# to give one product a stock of exactly 100 with the product's own import.
set -euo pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/../../scripts/lib.sh"
judge="$ROOT/../shared/checks/oversell.py"
if [ ! -f "$judge" ]; then
  python3 "$ROOT/tests/api/client.py" left-out "many buyers for little stock"
  exit 0
fi
cd "$ROOT/tests/api"
stock=${FONDACO_TEST_OVERSELL_STOCK:-100}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

sku=$(python3 stock.py choose --stock "$stock" --file "$folder/stock.csv")
"$FONDACO_TEST_BINARY" import stock "$folder/stock.csv"
python3 stock.py expect --sku "$sku" --stock "$stock"

token=$(python3 client.py token account)
python3 "$judge" --base "$FONDACO_TEST_BASE_URL" --token "$token" --sku "$sku" --stock "$stock" \
  --buyers "${FONDACO_TEST_OVERSELL_BUYERS:-500}" --threads "${FONDACO_TEST_OVERSELL_THREADS:-50}"
"$FONDACO_TEST_BINARY" check
