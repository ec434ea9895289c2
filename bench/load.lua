-- One load script for all cases: the requests are lines of a file (BENCH_REQUESTS), "path<TAB>body"; BENCH_METHOD says how.
-- `@UNIQUE@` in a line becomes a number never used before; BENCH_KEYED=1 sends an Idempotency-Key with each request.
local lines, at, counter = {}, 0, 0
local method = os.getenv("BENCH_METHOD") or "GET"
local keyed = os.getenv("BENCH_KEYED") == "1"
local run = os.getenv("BENCH_RUN") or "0"
local etag = os.getenv("BENCH_ETAG") -- set: each request carries the version that the answer before it gave (one connection)
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("thread_number", threads) -- a global of that thread's own script
end

function init()
  for line in io.lines(os.getenv("BENCH_REQUESTS")) do lines[#lines + 1] = line end
  at = (_G.thread_number or 0) * 37
end

function request()
  at = at + 1
  counter = counter + 1
  local line = lines[(at % #lines) + 1]
  local path, body = line:match("^([^\t]*)\t?(.*)$")
  if body == "" then body = nil end
  local unique = run .. "-" .. (_G.thread_number or 0) .. "-" .. counter
  local headers = wrk.headers
  if body then
    body = body:gsub("@UNIQUE@", unique)
    headers["Content-Type"] = "application/json"
  end
  if etag then headers["If-Match"] = etag end
  if keyed then headers["Idempotency-Key"] = "bench-" .. unique end
  return wrk.format(method, path, headers, body)
end

if etag then
  function response(status, headers)
    etag = headers["etag"] or headers["ETag"] or etag
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %.0f %.0f\n", summary.requests, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, summary.duration, latency:percentile(99)))
end
