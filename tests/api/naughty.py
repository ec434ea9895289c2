"""Hostile input gets a clear refusal or comes back as it was sent, never a 5xx.

Takes the naughty strings and the JSON parsing suite of ../shared/data and says them to the running demo: each string in text
fields, path and query parameters of every operation in the OpenAPI document; each JSON file as the body of every write.
Environment: FONDACO_TEST_BASE_URL, FONDACO_TEST_DEMO_JSON; FONDACO_TEST_NAUGHTY=all says every string in every field (default: a share
that covers all strings over the fields of each operation).
"""
import collections, concurrent.futures, json, os, pathlib, re, sys, unicodedata, urllib.parse, uuid

from decimal import Decimal

import client
from schema import Contract, get, put

STRINGS = client.SHARED / "data/naughty-strings/blns.json"
SUITE = client.SHARED / "data/jsontestsuite/test_parsing"
SHARE = 40  # strings for each field when not all are asked for
EXTRA = ["\u0000", "a\u0000b", "\ud800", "x" * 20_000, "\u202e", "'; DROP TABLE orders; --", "%00", "../../etc/passwd", "1e400", "-0", "NaN"]


class Report:
    def __init__(self):
        self.asked = 0
        self.by_status = collections.Counter()
        self.faults = []

    def note(self, what, answer, must_refuse=False):
        self.asked += 1
        if answer is None:
            self.faults.append(f"{what}: no answer")
            return
        self.by_status[answer.status // 100] += 1
        if answer.status >= 500:
            self.faults.append(f"{what}: {answer}")
        elif answer.status >= 400:
            if answer.kind != "application/problem+json":
                self.faults.append(f"{what}: a refusal that is no problem+json: {answer}")
            elif "code" not in answer.json():
                self.faults.append(f"{what}: a problem without a code: {answer}")
        elif must_refuse:
            self.faults.append(f"{what}: broken JSON was accepted: {answer}")


class Talker:
    def __init__(self):
        self.api = client.connect("tenant")
        self.contract = Contract(self.api.ok("GET", "/openapi.json"))
        self.sheet = client.plain_product(self.api)
        self.account = next((one["account"] for one in client.demo()["clients"] if one["account"]), None)
        self.report = Report()

    def known(self, name):
        """Values that exist in the demo, so that the rest of a request is reached at all."""
        return {"sku": self.sheet["sku"], "unit": "C62", "value": "1", "currency": "EUR", "amount": "1.00", "account": self.account,
                "act_for": self.account, "partial": "backorder", "external_id": uuid.uuid4().hex, "country": "IT", "locale": "it"}.get(name)

    def body(self, schema):
        body = self.contract.example(schema)
        for path in self.contract.text_fields(schema):
            value = self.known(path[-1]) if isinstance(path[-1], str) else None
            if value is not None:
                body = put(body, path, value)
        return body

    def call(self, method, template, operation, body=None, parameters=None, raw=None):
        path, query = template, {}
        for one in operation["parameters"]:
            name, place = one["name"], one["in"]
            given = (parameters or {}).get(name)
            if place == "path":
                value = given if given is not None else self.known(name) or self.contract.example(one.get("schema", {}))
                path = path.replace("{" + name + "}", quote(value) or "%20")
            elif place == "query" and (given is not None or one.get("required")):
                query[name] = given if given is not None else self.known(name) or "1"
        if query:
            path += "?" + "&".join(f"{quote(name)}={quote(value)}" for name, value in query.items())
        headers = {}
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        if method in ("PUT", "PATCH", "DELETE"):
            headers["If-Match"] = '"1"'
        if raw is not None:
            headers["Content-Type"] = "application/json"
        try:
            return self.api.call(method, path, raw if raw is not None else body, headers)
        except OSError:
            return None


def quote(value):
    return urllib.parse.quote(str(value).encode("utf-8", "surrogatepass"), safe="")


def plain(text):
    """As a field may keep it: composed, without surrounding or doubled white space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def strings_for(place, strings):
    if os.environ.get("FONDACO_TEST_NAUGHTY") == "all":
        return strings
    start = (place * SHARE) % len(strings)
    return (strings + strings)[start:start + SHARE]


def text_cases(talker, strings):
    place = 0
    for method, template, operation in talker.contract.operations():
        schema = talker.contract.body_schema(operation)
        base = talker.body(schema) if schema else None
        for path in talker.contract.text_fields(schema) if schema else ():
            for text in strings_for(place, strings):
                yield f"{method} {template} body {'.'.join(map(str, path))}", method, template, operation, put(base, path, text), {}, (path, text)
            place += 1
        for one in operation["parameters"]:
            if one["in"] in ("path", "query"):
                for text in strings_for(place, strings):
                    yield f"{method} {template} {one['in']} {one['name']}", method, template, operation, base, {one["name"]: text}, None
                place += 1


def same_number(left, right):
    """Decimals are written in one form: 01000 comes back as 1000."""
    number = re.compile(r"-?[0-9]+(\.[0-9]+)?")
    return bool(number.fullmatch(left) and number.fullmatch(right)) and Decimal(left) == Decimal(right)


def say_text(talker, case):
    what, method, template, operation, body, parameters, echo = case
    answer = talker.call(method, template, operation, body, parameters)
    text = echo[1] if echo else next(iter(parameters.values()))
    talker.report.note(f"{what} = {text[:60]!r}", answer)
    if echo and answer is not None and answer.status in (200, 201) and answer.kind == "application/json":
        back = get(answer.json(), echo[0])
        if isinstance(back, str) and plain(back) != plain(text) and not same_number(back, text):
            talker.report.faults.append(f"{what}: sent {text[:60]!r}, came back {back[:60]!r}")


def suite_cases(talker):
    files = sorted(SUITE.glob("*.json"))
    for method, template, operation in talker.contract.operations():
        if talker.contract.body_schema(operation):
            for file in files:
                yield method, template, operation, file


def say_json(talker, case):
    method, template, operation, file = case
    answer = talker.call(method, template, operation, raw=file.read_bytes())
    talker.report.note(f"{method} {template} body {file.name}", answer, must_refuse=file.name.startswith("n_"))


def main():
    if not STRINGS.exists():
        client.left_out("naughty strings and the JSON suite in every field and body")
        return
    talker = Talker()
    strings = json.loads(STRINGS.read_text()) + EXTRA
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda case: say_text(talker, case), text_cases(talker, strings)))
        list(pool.map(lambda case: say_json(talker, case), suite_cases(talker)))
    report = talker.report
    for fault in report.faults[:30]:
        print(fault)
    answers = ", ".join(f"{count} × {status}xx" for status, count in sorted(report.by_status.items()))
    print(f"{report.asked} hostile requests ({answers}), {len(report.faults)} faults")
    sys.exit(1 if report.faults else 0)


if __name__ == "__main__":
    main()
