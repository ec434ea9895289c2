// What the browser tests share: the demo's people, a watched browser, screenshots, the accessibility check.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const fromWeb = createRequire(join(root, 'web/package.json'));
const { chromium } = fromWeb('playwright-core');
const axeSource = readFileSync(fromWeb.resolve('axe-core/axe.min.js'), 'utf8');

export const LOCALES = ['it', 'en'];
export const baseUrl = required('FONDACO_TEST_BASE_URL');
export const demo = JSON.parse(readFileSync(required('FONDACO_TEST_DEMO_JSON'), 'utf8'));
const screenshots = process.env.FONDACO_TEST_SCREENSHOTS ?? join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'screenshots');
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
export const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this by scripts/with-demo`);
  return value;
}

/** The demo's person of a role; `account` narrows to the people of one company. */
export function person(role, account) {
  const found = demo.users.find((user) => user.role === role && (account === undefined || user.account === account));
  assert.ok(found, `demo.json has no user with the role ${role}`);
  return found;
}

export function chromiumPath() {
  if (process.env.FONDACO_TEST_CHROMIUM) return process.env.FONDACO_TEST_CHROMIUM;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {
      // the next name
    }
  }
  throw new Error('Chromium is not installed: apt-get install -y --no-install-recommends chromium');
}

/** One browser for a test file; `close()` at the end. */
export async function launch() {
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
}

/**
 * A page of its own session that writes down whatever goes wrong on it. `complaints` must be empty at the end; the test
 * clears it where it provokes an error on purpose.
 */
export async function open(browser, { locale = 'it', dark = false } = {}) {
  const context = await browser.newContext({
    baseURL: baseUrl,
    viewport: DESKTOP,
    locale: locale === 'it' ? 'it-IT' : 'en-GB',
    timezoneId: 'Europe/Rome',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(Number(process.env.FONDACO_TEST_BROWSER_TIMEOUT ?? 15000));
  const complaints = [];
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`security policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    // A refused form answers 4xx on purpose; the browser writes that to its console.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} from ${response.url()}`);
  });
  return { context, page, complaints, close: () => context.close() };
}

export const byId = (scope, id) => scope.getByTestId(id);

/** Logs a person in, in the given language, and checks that the page then speaks it. */
export async function login(page, who, locale) {
  const user = typeof who === 'string' ? person(who) : who;
  await page.goto('/login');
  await switchTo(page, locale);
  await byId(page, 'login-email').fill(user.email);
  await byId(page, 'login-password').fill(user.password);
  await byId(page, 'login-submit').click();
  await byId(page, 'user-menu').first().waitFor();
  await switchTo(page, locale);
  return user;
}

export async function switchTo(page, locale) {
  const current = () => page.evaluate(() => document.documentElement.lang);
  if (await current() !== locale) {
    await byId(page, `locale-${locale}`).first().click();
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, locale);
  }
}

export async function logout(page) {
  if (!(await byId(page, 'logout').first().isVisible())) await byId(page, 'user-menu').first().click();
  await byId(page, 'logout').first().click();
  await byId(page, 'login-email').waitFor();
}

/** The amount of an element by the rule of TESTIDS.md, as a number: for comparing in tests only. */
export async function amount(locator) {
  const value = await carried(locator, 'data-amount');
  assert.match(value ?? '', /^-?\d+(\.\d+)?$/, `no data-amount on ${locator}`);
  return Number(value);
}

export async function quantity(locator) {
  return Number(await carried(locator, 'data-quantity'));
}

async function carried(locator, attribute) {
  const own = await locator.first().getAttribute(attribute);
  return own ?? locator.first().locator(`[${attribute}]`).first().getAttribute(attribute);
}

/** Text of the page, for the check on untranslated keys. */
export async function assertTranslated(page) {
  const text = await page.evaluate(() => document.title + '\n' + document.body.innerText);
  const keys = text.match(/⟦[^⟧]*⟧/g);
  assert.equal(keys, null, `untranslated on ${page.url()}: ${keys}`);
}

/** Nothing is wider than the screen (tables scroll inside their own frame). */
export async function assertFits(page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(over <= 1, `${page.url()} is ${over} px wider than the screen`);
}

/** Pictures of the whole page on a desktop and on a phone. */
export async function shot(page, name) {
  const folder = screenshots;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}-desktop.png`), fullPage: true });
  await page.setViewportSize(PHONE);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}-phone.png`), fullPage: true });
  try {
    await assertFits(page);
  } finally {
    await page.setViewportSize(DESKTOP);
  }
}

/** axe: no serious or critical finding. */
export async function axe(page, options = {}) {
  // The content security policy forbids script elements; the debugger's door is not bound by it.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((exclude) => window.axe.run(
    exclude.length ? { exclude } : document,
    { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  ), options.exclude ?? []);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const report = serious.map(({ id, help, nodes }) => `${id}: ${help}\n` + nodes.slice(0, 4).map((node) => `    ${node.html.slice(0, 160)}\n      ${(node.failureSummary ?? '').split('\n').slice(1, 2)}`).join('\n'));
  assert.equal(serious.length, 0, `accessibility of ${page.url()}\n${report.join('\n')}`);
}

/** The API beside the portal: what the portal shows must be what the API says. */
export async function api(kind = 'tenant') {
  const client = demo.clients.find(({ account }) => (kind === 'tenant') === (account === null));
  assert.ok(client, `demo.json has no ${kind} client`);
  const granted = await fetch(`${baseUrl}/oauth/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  assert.equal(granted.status, 200, 'a token for the demo client');
  const { access_token: token } = await granted.json();
  const call = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
      body: body ? JSON.stringify(body) : undefined,
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : null };
  };
  const get = async (path) => {
    const { status, body } = await call('GET', path);
    assert.equal(status, 200, `GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const all = async (path) => {
    const items = [];
    for (let after = null; ;) {
      const page = await get(`${path}${path.includes('?') ? '&' : '?'}limit=200${after ? `&after=${encodeURIComponent(after)}` : ''}`);
      items.push(...page.items);
      if (!page.next) return items;
      after = page.next;
    }
  };
  return { call, get, all };
}

/** Does what sends a form, and waits for the server's answer: leaving the page before it would take the form back. */
export async function sent(page, act) {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await act();
  await answered;
}

/** Asks again until the answer is true: for what a worker does a moment later. */
export async function eventually(what, probe, seconds = 15) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await probe();
    if (found) return found;
    assert.ok(Date.now() < deadline, `in vain for ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export function temporaryFolder(prefix) {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export { fromWeb, root };
