"""Nothing is lost and nothing is doubled when the server dies in the middle.

Posts 1,000 orders from several threads, each with its own external id and idempotency key; kills the server with -9 while
they run; starts it again on the same data; repeats what got no answer. Then: exactly 1,000 orders, each announced exactly once
in the event feed, a repeat of an answered post gives the same order, and `fondaco check` finds nothing.

    crash.py --binary target/debug/fondaco [--orders 1000] [--threads 8] [--kills 2]

On SQLite, or on the PostgreSQL named by FONDACO_DATABASE_URL.
"""
import argparse, concurrent.futures, json, os, pathlib, shutil, signal, socket, subprocess, sys, tempfile, threading, time, uuid

import client

CREATED = "fondaco.order.created.v1"
# The settings of a server that is asked faster than people ask.
NO_BRAKE = {name: "10000000" for name in ("FONDACO_CREDENTIALS_PER_MINUTE", "FONDACO_READS_PER_MINUTE", "FONDACO_WRITES_PER_MINUTE")}


class Server:
    """The demo server, started and killed by its id."""

    def __init__(self, binary, folder, arguments=()):
        self.binary, self.data, self.arguments = binary, pathlib.Path(folder) / "data", list(arguments)
        self.log = open(pathlib.Path(folder) / "server.log", "ab")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.process = None

    def start(self):
        command = [self.binary, "demo", "--listen", f"127.0.0.1:{self.port}", "--data-dir", str(self.data), *self.arguments]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log, env={**os.environ, **NO_BRAKE})
        started = time.monotonic()

        def ready():
            if self.process.poll() is not None:
                raise SystemExit(f"the server ended with {self.process.returncode} before it was ready; log: {self.tail()}")
            try:
                return client.Api(self.base, timeout=5).call("GET", "/readyz").status == 200
            except OSError:
                return False

        client.until(180, "the server is ready", ready)
        os.environ["FONDACO_TEST_DEMO_JSON"] = str(self.data / "demo.json")
        return time.monotonic() - started

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def check(self):
        return subprocess.run([self.binary, "check"], env={**os.environ, "FONDACO_DATA_DIR": str(self.data)}).returncode

    def tail(self):
        self.log.flush()
        return pathlib.Path(self.log.name).read_text(errors="replace")[-3000:]


def posts(options, sku):
    run = uuid.uuid4().hex[:8]
    for number in range(options.orders):
        body = {
            "external_id": f"crash-{run}-{number}", "purchase_order": f"PO-{number}", "partial": "backorder",
            "lines": [{"sku": sku, "quantity": {"value": "1", "unit": "C62"}}],
        }
        yield body, str(uuid.uuid4())


def send(api, post):
    """The order's number; None when no answer came."""
    body, key = post
    while True:
        try:
            answer = api.call("POST", "/api/v1/orders", body, {"Idempotency-Key": key})
        except OSError:
            return None
        if answer.status in (200, 201):
            return answer.json()["order_number"]
        if answer.status != 429:
            raise SystemExit(f"an order was refused: {answer}")
        time.sleep(float(answer.headers.get("retry-after", "1")))


def run_until_kill(server, api, pending, threads, kill_after):
    """Posts all pending; kills the server once `kill_after` were answered. Gives external id → order number of the answered."""
    answered, lock, dead = {}, threading.Lock(), threading.Event()

    def work(post):
        if dead.is_set():
            return
        number = send(api, post)
        with lock:
            if number:
                answered[post[0]["external_id"]] = number
            if kill_after and len(answered) >= kill_after and not dead.is_set():
                dead.set()
                server.kill()

    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, pending))
    return answered


def judge(server, api, numbers, wanted, sample):
    faults = []
    if len(set(numbers.values())) != len(wanted):
        faults.append(f"{len(wanted)} posts gave {len(set(numbers.values()))} different orders")
    for post in sample:
        again = send(api, post)
        if again != numbers[post[0]["external_id"]]:
            faults.append(f"{post[0]['external_id']}: answered {numbers[post[0]['external_id']]}, repeated {again}")

    ours = {post[0]["external_id"] for post in wanted}
    listed = [order for order in api.pages("/api/v1/orders?limit=200") if order.get("external_id") in ours]
    if len(listed) != len(wanted) or len({order["external_id"] for order in listed}) != len(wanted):
        faults.append(f"the list shows {len(listed)} orders for {len(wanted)} external ids")

    feed = client.connect("tenant")

    def announced():
        counts = {}
        for event in feed.pages(f"/api/v1/events?types={CREATED}&limit=200"):
            number = event["data"].get("order_number") or event["subject"]
            counts[number] = counts.get(number, 0) + 1
        return counts

    ours_numbers = set(numbers.values())
    deadline = time.monotonic() + 60
    counts = announced()
    while time.monotonic() < deadline and not ours_numbers <= set(counts):
        time.sleep(0.5)
        counts = announced()
    lost = [number for number in ours_numbers if number not in counts]
    doubled = [number for number in ours_numbers if counts.get(number, 0) > 1]
    if lost:
        faults.append(f"{len(lost)} orders were never announced, such as {sorted(lost)[:3]}")
    if doubled:
        faults.append(f"{len(doubled)} orders were announced more than once, such as {sorted(doubled)[:3]}")
    if server.check() != 0:
        faults.append("fondaco check found something")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--orders", type=int, default=1000)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--kills", type=int, default=2)
    options = parser.parse_args()

    folder = tempfile.mkdtemp(prefix="fondaco-crash.")
    server = Server(options.binary, folder)
    os.environ["FONDACO_TEST_BASE_URL"] = server.base
    try:
        server.start()
        api = client.connect("account")
        wanted = list(posts(options, client.plain_product(api)["sku"]))
        numbers, restarts = {}, []
        for kill in range(options.kills):
            pending = [post for post in wanted if post[0]["external_id"] not in numbers]
            share = max(1, options.orders // (options.kills + 1))
            numbers |= run_until_kill(server, api, pending, options.threads, share)
            restarts.append(server.start())
            api = client.connect("account")
        answered_before = [post for post in wanted if post[0]["external_id"] in numbers]
        while len(numbers) < len(wanted):
            pending = [post for post in wanted if post[0]["external_id"] not in numbers]
            numbers |= run_until_kill(server, api, pending, options.threads, None)
        faults = judge(server, api, numbers, wanted, answered_before[:: max(1, len(answered_before) // 50)])
    except BaseException:
        sys.stderr.write(server.tail())
        raise
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    for fault in faults:
        print(fault)
    times = ", ".join(f"{seconds:.1f}" for seconds in restarts)
    print(json.dumps({"orders": len(numbers), "kills": options.kills, "faults": len(faults)}), f"ready again after {times} s")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
