// Every page that each person can reach, in both languages, on a desktop and on a phone: it loads, is translated, breaks
// no security policy, writes no error to the console, fits the screen and passes axe. The Italian pass is light, the
// English one dark. Pages are found by following links, so a new page is tested without being listed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LOCALES, assertTranslated, axe, baseUrl, launch, login, open, shot, switchTo } from './lib.mjs';

const CUSTOMERS = ['requester', 'buyer', 'approver', 'account_admin'];
const ROLES = ['nobody', 'admin', 'clerk', 'sales_rep', 'pricing_manager', 'catalog_manager', 'logistics', ...CUSTOMERS];
/** More kinds of page than anybody has: links that lead on for ever are a fault, too. */
const MOST_KINDS = 150;

/** Where each role begins, beside what links lead to. */
const STARTS = {
  nobody: ['/login', '/forgot-password', '/offline', '/no-such-page'],
  customer: ['/', '/catalogue', '/catalogue?q=6204', '/catalogue?q=zzzz-nothing', '/quick-order', '/cart', '/checkout', '/orders', '/approvals', '/inbox', '/profile', '/no-such-page'],
  account_admin: ['/account', '/account/people', '/account/cost-centres', '/account/activity'],
  seller: ['/office', '/office/orders', '/office/accounts'],
  pricing_manager: ['/office/price-lists', '/office/price-simulator', '/office/vat-rates'],
  catalog_manager: ['/office/products', '/office/categories', '/office/imports'],
  logistics: ['/office/stock', '/office/warehouses'],
  admin: ['/office/products', '/office/account-groups', '/office/price-lists', '/office/stock', '/office/mail', '/office/events', '/office/audit', '/developers'],
};
/** Never followed: what ends the session, what is no page, other hosts. */
const SKIPPED = [/^\/logout/, /^\/api\//, /^\/assets\//, /^\/locale/, /\.(json|csv|xlsx|pdf|xml|svg|png)$/];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

function starts(role) {
  if (role === 'nobody') return STARTS.nobody;
  return [...(CUSTOMERS.includes(role) ? STARTS.customer : STARTS.seller), ...(STARTS[role] ?? [])];
}

const NAMED_BY_CODE = ['products', 'orders', 'approvals', 'categories', 'catalogue', 'attributes', 'families', 'warehouses', 'price-lists', 'account-groups', 'sites', 'cost-centres', 'markets', 'files'];

/** Two addresses of the same kind of page have the same pattern: ids, numbers and codes become a star. */
export function pattern(path) {
  const [place, query] = path.split('?');
  const parts = place.split('/').map((part, index, all) => {
    const parent = all[index - 1];
    if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(part) || /\d/.test(part)) return '*';
    if (NAMED_BY_CODE.includes(parent) && !['new', 'import', 'search'].includes(part)) return '*';
    return part;
  });
  const names = query ? [...new Set([...new URLSearchParams(query).keys()].map((name) => name.replace(/\[.*\]/, '[]')))].sort() : [];
  return parts.join('/') + (names.length ? `?${names.join('&')}` : '');
}

const looked = new Set(); // pattern and language whose picture was taken

async function check({ page, complaints }, role, path, locale) {
  const response = await page.goto(path, { waitUntil: 'load' });
  const status = response?.status() ?? 0;
  const wanted = path === '/no-such-page' ? [404] : [200];
  assert.ok(wanted.includes(status), `${path} answered ${status}`);
  // A picture or a data sheet opened in the browser is no page of ours.
  if (!(await response.headerValue('content-type'))?.startsWith('text/html')) return;
  await assertTranslated(page);
  const lang = await page.evaluate(() => document.documentElement.lang);
  assert.equal(lang, locale, `${path} speaks ${lang}`);
  const key = `${pattern(path)} ${locale}`;
  if (!looked.has(key)) {
    looked.add(key);
    // The API viewer is somebody else's page: its name is checked, not its inside.
    await axe(page, path.startsWith('/developers') ? { exclude: ['#api-reference'] } : {});
    const name = (pattern(path).replaceAll('*', 'one').replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home');
    await shot(page, `page-${locale}-${role}-${name}`);
  }
  // The API viewer asks whether it may evaluate text as code; it may not, and does without.
  const evalAsked = (text) => path === '/developers' && text.includes('script-src eval');
  const found = complaints.splice(0).filter((text) => !evalAsked(text));
  assert.deepEqual(found, [], `${path} complained`);
}

async function links(page) {
  // A letter's links are for whom it was written to.
  const all = await page.$$eval('a[href]:not([download], [data-testid="mail-body"] a)', (anchors) => anchors.map((anchor) => anchor.href));
  return all.map((href) => new URL(href)).filter((url) => url.origin === baseUrl).map((url) => url.pathname + url.search)
    .filter((path) => !SKIPPED.some((one) => one.test(path)));
}

for (const locale of LOCALES) {
  for (const role of ROLES) {
    describe(`pages of ${role} (${locale})`, { concurrency: false }, () => {
      test('all that links lead to', async (context) => {
        const session = await open(browser, { locale, dark: locale === 'en' });
        try {
          if (role === 'nobody') {
            await session.page.goto('/login');
            await switchTo(session.page, locale);
          } else {
            await login(session.page, role, locale);
          }
          session.complaints.splice(0);
          const queue = starts(role);
          const done = new Set();
          const faults = [];
          while (queue.length > 0 && done.size < MOST_KINDS) {
            const path = queue.shift();
            if (done.has(pattern(path))) continue;
            done.add(pattern(path));
            try {
              await check(session, role, path, locale);
              if (role !== 'nobody') queue.push(...(await links(session.page)));
            } catch (error) {
              faults.push(`${path}: ${error.message}`);
              session.complaints.splice(0);
            }
          }
          context.diagnostic(`${done.size} kinds of page`);
          const left = [...new Set(queue.map(pattern))].filter((kind) => !done.has(kind));
          if (left.length > 0) faults.push(`${left.length} kinds of page were not looked at: ${left.slice(0, 20).join(' ')}`);
          assert.equal(faults.length, 0, `\n${faults.join('\n')}`);
        } finally {
          await session.close();
        }
      });
    });
  }
}
