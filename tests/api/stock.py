"""Gives a test a product with a known stock.

stock.py choose --stock N --file F   picks a product sold by the piece, writes F (sku;warehouse;on_hand) that leaves N
                                     available in its first warehouse and none in the others, prints the SKU
stock.py expect --sku S --stock N    waits until the API says that N are available
"""
import argparse, urllib.parse
from decimal import Decimal

import client


def number(quantity):
    return Decimal(quantity["value"] if isinstance(quantity, dict) else str(quantity))


def warehouses(api, sku):
    answer = api.ok("GET", f"/api/v1/availability?sku={urllib.parse.quote(sku, safe='')}")
    entry = (answer.get("items") or answer.get("lines"))[0]
    return entry["warehouses"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("act", choices=["choose", "expect"])
    parser.add_argument("--stock", type=int, required=True)
    parser.add_argument("--file")
    parser.add_argument("--sku")
    options = parser.parse_args()
    api = client.connect("account")
    if options.act == "choose":
        sku = client.plain_product(api)["sku"]
        rows = ["sku;warehouse;on_hand"]
        for place, row in enumerate(warehouses(api, sku)):
            # What others have reserved stays reserved: on hand = wanted + reserved.
            rows.append(f"{sku};{row['warehouse']};{number(row['reserved']) + (options.stock if place == 0 else 0)}")
        with open(options.file, "w") as file:
            file.write("\n".join(rows) + "\n")
        print(sku)
    else:
        client.until(20, f"{options.stock} of {options.sku} available",
                     lambda: sum(number(row["available"]) for row in warehouses(api, options.sku)) == options.stock)


if __name__ == "__main__":
    main()
