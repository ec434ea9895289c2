// Service worker: the shell of the application from the cache, pages from the network; without a network the last pages
// visited, and else a page that says so. `VERSION` and `SHELL` are filled in by the build.
const VERSION = __VERSION__;
const SHELL = __SHELL__;
const OFFLINE_PAGE = '/offline';
const SHELL_CACHE = `shell-${VERSION}`;
const PAGE_CACHE = 'pages';
const PAGES_KEPT = 30;
// Pages worth having without a network: lists and what they lead to. Never forms of identity, never the API.
const KEPT = [/^\/$/, /^\/catalogue(\/|$)/, /^\/products\//, /^\/cart$/, /^\/orders(\/|$)/, /^\/approvals(\/|$)/, /^\/inbox$/];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(SHELL_CACHE)
      .then((cache) => Promise.all([...SHELL, OFFLINE_PAGE].map((url) => cache.add(new Request(url, { cache: 'reload' })).catch(() => {}))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith('shell-') && name !== SHELL_CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method !== 'GET') {
    // Logging in or out changes who sees what: pages kept for one person must not be shown to the next.
    if (/^\/(login|logout)$/.test(url.pathname)) event.waitUntil(caches.delete(PAGE_CACHE));
    return;
  }
  if (SHELL.includes(url.pathname)) {
    event.respondWith(caches.match(request, { ignoreSearch: true }).then((hit) => hit ?? fetch(request)));
  } else if (request.mode === 'navigate') {
    event.respondWith(page(request, url, event));
  }
});

async function page(request, url, event) {
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected && KEPT.some((path) => path.test(url.pathname))) {
      event.waitUntil(remember(request, answer.clone()));
    }
    return answer;
  } catch {
    return (await caches.match(request)) ?? (await caches.match(OFFLINE_PAGE)) ?? Response.error();
  }
}

async function remember(request, answer) {
  const cache = await caches.open(PAGE_CACHE);
  await cache.put(request, answer);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - PAGES_KEPT)).map((old) => cache.delete(old)));
}
