"""What the API tests share: who the demo's clients are, tokens, and requests with the standard library alone.

As a program:  client.py token tenant|account    prints a bearer token
               client.py left-out WHAT           says that a test was left out, and why
"""
import base64, http.client, json, os, pathlib, sys, threading, time, urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def demo():
    """demo.json of the running demo: base_url, users, clients."""
    return json.loads(pathlib.Path(os.environ["FONDACO_TEST_DEMO_JSON"]).read_text())


def demo_client(kind):
    """The client of the tenant (all scopes) or of an account (a customer's system)."""
    for client in demo()["clients"]:
        if (client["account"] is None) == (kind == "tenant"):
            return client
    raise SystemExit(f"demo.json names no {kind} client")


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def kind(self):
        return (self.headers.get("content-type") or "").split(";")[0].strip()

    def json(self):
        return json.loads(self.body)

    def __str__(self):
        return f"{self.status} {self.kind} {self.body[:300].decode(errors='replace')}"


class Api:
    """Requests over kept connections, one for each thread. `call` raises OSError when no answer came."""

    def __init__(self, base_url, token=None, timeout=60):
        self.url = urllib.parse.urlsplit(base_url)
        self.token, self.timeout = token, timeout
        self.local = threading.local()

    def call(self, method, path, body=None, headers=None):
        sent = {"Accept": "application/json", **({"Authorization": f"Bearer {self.token}"} if self.token else {})}
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        if isinstance(body, str):
            body = body.encode("utf-8", "surrogatepass")
        connection = getattr(self.local, "connection", None)
        fresh = connection is None
        for _ in range(2):
            if connection is None:
                connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=self.timeout)
                fresh = True
            try:
                connection.request(method, path, body=body, headers=sent)
                response = connection.getresponse()
                answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
                self.local.connection = None if response.will_close else connection
                return answer
            except (http.client.HTTPException, OSError) as error:
                connection.close()
                self.local.connection = connection = None
                # A kept connection may have been closed meanwhile; a fresh one that fails is a fact. A request that
                # writes is never sent a second time from here: whether that is safe is the caller's to decide.
                if fresh or method not in ("GET", "HEAD"):
                    raise OSError(str(error)) from error
        raise OSError("no answer")

    def ok(self, method, path, body=None, headers=None):
        answer = self.call(method, path, body, headers)
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer}")
        return answer.json() if answer.body else None

    def pages(self, path):
        """All items of a list, page by page."""
        after, joint = None, "&" if "?" in path else "?"
        while True:
            page = self.ok("GET", path + (f"{joint}after={urllib.parse.quote(after)}" if after else ""))
            yield from page["items"]
            after = page.get("next")
            if not after or not page["items"]:
                return


def token(base_url, client):
    pair = base64.b64encode(f"{client['client_id']}:{client['client_secret']}".encode()).decode()
    answer = Api(base_url).call(
        "POST", "/oauth/token", "grant_type=client_credentials",
        {"Authorization": f"Basic {pair}", "Content-Type": "application/x-www-form-urlencoded"},
    )
    if answer.status != 200:
        raise SystemExit(f"no token for {client['client_id']}: {answer}")
    return answer.json()["access_token"]


def connect(kind):
    base_url = os.environ["FONDACO_TEST_BASE_URL"]
    return Api(base_url, token(base_url, demo_client(kind)))


def until(seconds, what, probe):
    """Asks again until the probe gives something true."""
    deadline = time.monotonic() + seconds
    while True:
        found = probe()
        if found:
            return found
        if time.monotonic() > deadline:
            raise SystemExit(f"waited {seconds} s in vain: {what}")
        time.sleep(0.2)


def plain_product(api):
    """A product that is sold by the single piece, with its data sheet: what most order tests want to buy."""
    for item in api.pages("/api/v1/products?limit=100"):
        sheet = api.ok("GET", f"/api/v1/products/{urllib.parse.quote(item['sku'], safe='')}")
        packaging = sheet.get("packaging") or {}
        minimum, step = (packaging.get(name) or {} for name in ("minimum", "step"))
        if minimum.get("unit", "C62") == "C62" and is_one(minimum) and is_one(step) and sheet.get("price"):
            return sheet
    raise SystemExit("the demo sells no product by the single piece")


def is_one(quantity):
    return not quantity or float(quantity.get("value", "1")) == 1


def left_out(what):
    print(f"left out: {what} (the folder ../shared with its data is not beside this checkout)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["token"]:
        print(token(os.environ["FONDACO_TEST_BASE_URL"], demo_client(sys.argv[2])))
    elif sys.argv[1:2] == ["left-out"]:
        left_out(sys.argv[2])
    else:
        raise SystemExit(__doc__)
