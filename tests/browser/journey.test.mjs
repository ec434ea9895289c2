// The story of a first order, by the people who live it, in both languages: TESTIDS.md says what the pages carry.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { LOCALES, amount, api, assertTranslated, axe, baseUrl, byId, demo, eventually, launch, login, open, person, quantity, shot, sent } from './lib.mjs';

const SEARCH = { it: 'cuscinetto a sfere', en: 'ball bearing' };
const ABOVE_ANY_LIMIT = 2500; // EUR: more than the requester may order alone

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const locale of LOCALES) {
  describe(`the first order (${locale})`, { concurrency: false }, () => story(locale));
}

function story(locale) {
  const requester = person('requester');
  const approver = person('approver', requester.account);
  const accountAdmin = person('account_admin', requester.account);
  const mark = randomUUID().slice(0, 8);
  const purchaseOrder = `PO-${mark}`;
  const sessions = {};
  const seen = { orders: {} };

  /** The person's own window, opened at first need. */
  async function at(who) {
    if (!sessions[who.email]) {
      sessions[who.email] = await open(browser, { locale });
      await login(sessions[who.email].page, who, locale);
    }
    return sessions[who.email].page;
  }

  async function looked(page, name) {
    await assertTranslated(page);
    await axe(page);
    await shot(page, `journey-${locale}-${name}`);
  }

  after(async () => {
    for (const session of Object.values(sessions)) await session.close();
  });

  test('the requester finds a bearing by its code', async () => {
    const page = await at(requester);
    await emptyCart(page);
    await page.keyboard.press('/');
    await page.keyboard.type('6204 2RS');
    await page.keyboard.press('Enter');
    const rows = byId(page, 'result-row');
    await rows.first().waitFor();
    const sku = await rows.first().getAttribute('data-sku');
    assert.match((await rows.first().innerText()) + sku, /6204/, 'the first result is the bearing asked for');
    assert.ok((await amount(byId(rows.first(), 'result-price'))) > 0);
    await looked(page, '1-search-code');
  });

  test('and by words, filtered by two technical attributes', async () => {
    const page = await at(requester);
    await byId(page, 'search-input').first().fill(SEARCH[locale]);
    await byId(page, 'search-input').first().press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === SEARCH[locale]);
    await byId(page, 'result-row').first().waitFor();
    const before = await total(page);
    assert.ok(before > 1, 'several bearings');
    const first = await applyFacet(page, []);
    const between = await total(page);
    assert.ok(between < before, `the filter ${first} narrows ${before} results`);
    await applyFacet(page, [first]);
    assert.equal(await byId(page, 'active-filter').count(), 2);
    assert.ok((await total(page)) <= between);
    assert.ok((await byId(page, 'result-row').count()) > 0, 'something is left');
    await looked(page, '2-search-filtered');
    const url = page.url();
    await page.reload();
    assert.equal(page.url(), url);
    assert.equal(await byId(page, 'active-filter').count(), 2, 'the address is the state');
  });

  test('opens the data sheet and adds 25 pieces', async () => {
    const page = await at(requester);
    const product = await buyable(await api('account'), 25);
    seen.product = product;
    await page.goto(`/products/${encodeURIComponent(product.sku)}`);
    assert.ok((await byId(page, 'attribute-row').count()) >= 3, 'attributes');
    assert.ok((await byId(page, 'attribute-row').filter({ has: page.locator('.unit') }).count()) + (await page.locator('[data-testid="attribute-row"][data-unit]').count()) > 0, 'with units');
    const own = await amount(byId(page, 'price-own'));
    const list = await amount(byId(page, 'price-list'));
    assert.ok(own > 0 && own <= list, `own price ${own}, list price ${list}`);
    const tiers = byId(page, 'price-tier');
    assert.ok((await tiers.count()) >= 2, 'quantity breaks');
    assert.ok((await amount(tiers.last())) < (await amount(tiers.first())), 'more is cheaper');
    assert.ok((await byId(page, 'warehouse-row').count()) >= 1, 'stock for each warehouse');
    for (const id of ['lead-time', 'packaging-minimum', 'packaging-step', 'packaging-pack']) await byId(page, id).first().waitFor();
    await byId(page, 'price-why').first().click();
    await byId(page, 'price-step').first().waitFor();
    await looked(page, '3-data-sheet');

    await byId(page, 'add-quantity').fill('25');
    await byId(page, 'price-total').waitFor();
    const current = tiers.and(page.locator('[aria-current="true"]'));
    assert.equal(await amount(current), await amount(byId(page, 'price-own')), 'the price is that of the quantity typed');
    await sent(page, () => byId(page, 'add-submit').click());
    await eventually('25 pieces in the cart', async () => {
      await page.goto('/cart');
      const line = byId(page, 'cart-line').and(page.locator(`[data-sku="${product.sku}"]`));
      return (await line.count()) === 1 && (await quantity(line)) === 25;
    });
  });

  test('pastes a quick order and reads a verdict for each line', async () => {
    const page = await at(requester);
    const bulk = await expensive(await api('account'), ABOVE_ANY_LIMIT, seen.product.sku);
    await page.goto('/quick-order');
    await byId(page, 'quick-order-text').fill(`${bulk.sku};${bulk.pieces}\nNOT-A-CODE-${mark};3\n`);
    await byId(page, 'quick-order-check').click();
    const lines = byId(page, 'quick-order-line');
    await lines.nth(1).waitFor();
    assert.equal(await lines.count(), 2);
    assert.deepEqual(await verdicts(lines), { good: 1, bad: 1 });
    await looked(page, '4-quick-order');
    await sent(page, () => byId(page, 'quick-order-add').click());
    await eventually('both products in the cart', async () => {
      await page.goto('/cart');
      return (await byId(page, 'cart-line').count()) === 2;
    });
    const net = await amount(byId(page, 'cart-net'));
    const gross = await amount(byId(page, 'cart-gross'));
    const tax = await sum(byId(page, 'tax-line'));
    assert.ok(Math.abs(net + tax - gross) < 0.005, `${net} + ${tax} = ${gross}`);
    assert.ok(Math.abs((await sum(byId(page, 'cart-line-total'))) - net) < 0.005, 'the lines add up');
    await byId(page, 'cart-approval-notice').first().waitFor();
    Object.assign(seen, { net, gross });
    await looked(page, '5-cart');
  });

  test('submits with site, cost centre, order number, project and date', async () => {
    const page = await at(requester);
    await byId(page, 'cart-checkout').first().click();
    await byId(page, 'checkout-submit').waitFor();
    await choose(byId(page, 'checkout-site'));
    await choose(byId(page, 'checkout-cost-centre'));
    await byId(page, 'checkout-purchase-order').fill(purchaseOrder);
    await byId(page, 'checkout-project').fill(`Line ${mark}`);
    await byId(page, 'checkout-requested-date').fill(workday(20));
    await byId(page, 'checkout-notes').fill('Ring the bell twice');
    await looked(page, '6-checkout');
    // What was typed outlives a reload.
    await page.waitForTimeout(500);
    await page.reload();
    assert.equal(await byId(page, 'checkout-purchase-order').inputValue(), purchaseOrder, 'nothing typed is lost');
    await byId(page, 'checkout-submit').dblclick(); // a double click is harmless
    await page.waitForURL(/\/approvals\//);
    assert.equal(await byId(page, 'approval-state').first().getAttribute('data-state'), 'pending');
    seen.approval = new URL(page.url()).pathname;
    await looked(page, '7-waiting');
  });

  test('the approver learns of it by mail and inbox, and approves', async () => {
    const office = await at(person('admin'));
    await eventually('a mail to the approver', async () => {
      await office.goto('/office/mail');
      return (await byId(office, 'mail-row').and(office.locator(`[data-to="${approver.email}"]`)).count()) > 0;
    });
    await looked(office, '8-mail');

    const page = await at(approver);
    await page.goto('/inbox');
    await byId(page, 'inbox-item').first().waitFor();
    await looked(page, '9-inbox');
    await page.goto(seen.approval);
    const asked = { net: await amount(byId(page, 'approval-total')), gross: await amount(byId(page, 'approval-gross')) };
    assert.deepEqual(asked, { net: seen.net, gross: seen.gross }, 'the approver decides on what the requester saw');
    for (const id of ['approval-requester', 'approval-reason', 'approval-line']) await byId(page, id).first().waitFor();
    assert.equal(await byId(page, 'approval-line').count(), 2);
    await byId(page, 'approval-comment').fill('Approved for line 3');
    await looked(page, '10-approval');
    await byId(page, 'approval-approve').click();
    await page.locator('[data-testid="approval-state"][data-state="approved"]').first().waitFor();
    await byId(page, 'approval-order-link').first().click();
    await byId(page, 'order-number').first().waitFor();
  });

  test('the order exists exactly once, announced, with stock reserved', async () => {
    const tenant = await api('tenant');
    const orders = (await tenant.all('/api/v1/orders')).filter((order) => order.purchase_order === purchaseOrder);
    assert.equal(orders.length, 1, 'one order');
    const [order] = orders;
    seen.number = order.order_number;
    await eventually('the event in the feed', async () => {
      const events = await tenant.all('/api/v1/events?types=fondaco.order.created.v1');
      return events.filter((event) => JSON.stringify(event).includes(order.order_number) || event.subject === order.id).length === 1;
    });
    const availability = await tenant.get(`/api/v1/availability?sku=${encodeURIComponent(seen.product.sku)}&account=${encodeURIComponent(requester.account)}`);
    const [entry] = availability.items ?? availability.lines;
    const reserved = entry.warehouses.reduce((all, row) => all + Number(row.reserved.value ?? row.reserved), 0);
    assert.ok(reserved >= 25, `25 pieces are reserved (${reserved})`);

    const office = await at(person('admin'));
    await eventually('a confirmation to the requester', async () => {
      await office.goto('/office/mail');
      return (await byId(office, 'mail-row').and(office.locator(`[data-to="${requester.email}"]`)).count()) > 0;
    });
    const page = await at(requester);
    await page.goto(`/orders/${seen.number}`);
    await page.locator('[data-testid="timeline-entry"][data-kind="placed"]').waitFor();
    assert.equal(await byId(page, 'order-line').count(), 2);
    await looked(page, '11-order');
  });

  test('the clerk confirms and ships, the requester sees it', async () => {
    const office = await at(person('clerk'));
    await office.goto('/office/orders');
    const row = byId(office, 'order-row').and(office.locator(`[data-order="${seen.number}"]`));
    await row.waitFor();
    await looked(office, '12-office-orders');
    await byId(row, 'order-link').click();
    await byId(office, 'order-confirm').click();
    await office.locator('[data-testid="order-state"][data-state="confirmed"]').first().waitFor();
    if (await byId(office, 'order-ship').count()) await byId(office, 'order-ship').first().click();
    await choose(byId(office, 'ship-carrier'), 'Corriere Veloce');
    await byId(office, 'ship-tracking-code').fill(`TRK${mark}`);
    await looked(office, '13-office-shipping');
    await byId(office, 'ship-submit').click();
    await office.locator('[data-testid="order-state"][data-state="shipped"]').first().waitFor();

    const page = await at(requester);
    await page.goto(`/orders/${seen.number}`);
    await page.locator('[data-testid="timeline-entry"][data-kind="shipped"]').waitFor();
    assert.equal(await byId(page, 'parcel').count(), 1, 'one parcel');
    assert.match(await byId(page, 'tracking-code').first().innerText(), new RegExp(`TRK${mark}`));
    await looked(page, '14-order-shipped');
  });

  test('one click reorders everything; the approver may also say no', async () => {
    const page = await at(requester);
    await byId(page, 'order-reorder').first().click();
    await page.waitForURL(/\/cart/);
    assert.equal(await byId(page, 'cart-line').count(), 2);
    await byId(page, 'cart-checkout').first().click();
    await byId(page, 'checkout-submit').waitFor();
    await choose(byId(page, 'checkout-site'));
    await choose(byId(page, 'checkout-cost-centre'));
    await byId(page, 'checkout-purchase-order').fill(`${purchaseOrder}-2`);
    await byId(page, 'checkout-submit').click();
    await page.waitForURL(/\/approvals\//);
    const path = new URL(page.url()).pathname;

    const decider = await at(approver);
    await decider.goto(path);
    await byId(decider, 'approval-comment').fill('Not in this quarter');
    await byId(decider, 'approval-reject').click();
    if (await byId(decider, 'confirm-yes').count()) await byId(decider, 'confirm-yes').click();
    await decider.locator('[data-testid="approval-state"][data-state="rejected"]').first().waitFor();
    await page.reload();
    assert.equal(await byId(page, 'approval-state').first().getAttribute('data-state'), 'rejected');
    assert.match(await page.locator('main').innerText(), /Not in this quarter/);
    await looked(page, '15-rejected');
  });

  test('the account admin invites a colleague and sets a limit', async () => {
    const email = `colleague-${mark}@officine-rossi.example`;
    const page = await at(accountAdmin);
    await page.goto('/account/people');
    if (await byId(page, 'invite-open').count()) await byId(page, 'invite-open').first().click();
    await byId(page, 'invite-email').fill(email);
    await byId(page, 'invite-name').fill('Nora Colleague');
    await pick(byId(page, 'invite-role'), 'requester');
    await byId(page, 'person-limit').fill('500');
    await looked(page, '16-invite');
    await sent(page, () => byId(page, 'invite-submit').click());
    await page.goto('/account/people');
    const row = byId(page, 'person-row').and(page.locator(`[data-email="${email}"]`));
    await row.waitFor();
    await byId(row, 'person-link').click();
    await byId(page, 'person-limit').fill('150');
    // The answer is a page of its own: a reload before it came would break it off.
    await Promise.all([page.waitForEvent('load'), byId(page, 'person-limit-save').click()]);
    await page.reload();
    assert.equal(Number((await byId(page, 'person-limit').inputValue()).replace(',', '.')), 150, 'the limit is kept');
    await looked(page, '17-person');

    const office = await at(person('admin'));
    await eventually('the invitation mail', async () => {
      await office.goto('/office/mail');
      return (await byId(office, 'mail-row').and(office.locator(`[data-to="${email}"]`)).count()) > 0;
    });
    await byId(byId(office, 'mail-row').and(office.locator(`[data-to="${email}"]`)).first(), 'mail-link').click();
    const link = byId(office, 'mail-body').first().locator('a[href]').first();
    const href = await link.getAttribute('href');
    const guest = await open(browser, { locale });
    sessions[email] = guest;
    await guest.page.goto(new URL(href, baseUrl).pathname + new URL(href, baseUrl).search);
    if (await byId(guest.page, 'invitation-name').count()) await byId(guest.page, 'invitation-name').fill('Nora Colleague');
    const password = `Xk7-${mark}-corso-lungo`;
    await byId(guest.page, 'invitation-password').fill(password);
    await looked(guest.page, '18-invitation');
    await byId(guest.page, 'invitation-submit').click();
    if (await byId(guest.page, 'login-email').isVisible().catch(() => false)) await login(guest.page, { email, password }, locale);
    await byId(guest.page, 'user-menu').first().waitFor();
  });

  test('the rep sees the accounts in charge and acts for the requester, visibly', async () => {
    const rep = person('sales_rep');
    const page = await at(rep);
    await page.goto('/office/accounts');
    const row = byId(page, 'office-account-row').and(page.locator(`[data-account="${requester.account}"]`));
    await row.waitFor();
    await byId(row, 'office-account-link').click();
    await byId(page, 'order-row').first().waitFor();
    await looked(page, '19-office-account');
    await byId(page, 'act-for').and(page.locator(`[data-email="${requester.email}"]`)).click();
    const banner = byId(page, 'acting-for').first();
    await banner.waitFor();
    assert.equal(await banner.getAttribute('data-email'), requester.email);
    await page.goto(`/products/${encodeURIComponent(seen.product.sku)}`);
    await byId(page, 'add-quantity').fill('25');
    await sent(page, () => byId(page, 'add-submit').click());
    await eventually('the line in the requester’s cart', async () => {
      await page.goto('/cart');
      return (await byId(page, 'cart-line').count()) > 0;
    });
    await looked(page, '20-acting');
    await byId(page, 'acting-for-stop').first().click();
    await byId(page, 'acting-for').first().waitFor({ state: 'detached' });

    const admin = await at(accountAdmin);
    await admin.goto('/account/activity');
    await byId(admin, 'audit-row').and(admin.locator(`[data-actor="${rep.email}"]`)).first().waitFor();
    await looked(admin, '21-activity');
  });

  test('a customer’s system sends the same order twice and gets one', async () => {
    const account = await api('account');
    const body = {
      external_id: `ext-${mark}`, purchase_order: `API-${mark}`, partial: 'backorder',
      lines: [{ sku: seen.product.sku, quantity: { value: '25', unit: seen.product.unit } }],
    };
    const first = await account.call('POST', '/api/v1/orders', body, { 'Idempotency-Key': randomUUID() });
    const second = await account.call('POST', '/api/v1/orders', body, { 'Idempotency-Key': randomUUID() });
    assert.equal(first.status, 201, JSON.stringify(first.body));
    assert.equal(second.status, 200, JSON.stringify(second.body));
    assert.equal(first.body.order_number, second.body.order_number);
    const page = await at(requester);
    await page.goto(`/orders/${first.body.order_number}`);
    await byId(page, 'order-number').first().waitFor();
  });

  test('and no page complained meanwhile', () => {
    for (const [email, { complaints }] of Object.entries(sessions)) assert.deepEqual(complaints, [], `pages of ${email}`);
  });
}

async function emptyCart(page) {
  await page.goto('/cart');
  for (let left = 200; left > 0 && (await byId(page, 'cart-line').count()) > 0; left -= 1) {
    const count = await byId(page, 'cart-line').count();
    await byId(page, 'cart-line-remove').first().click();
    if (await byId(page, 'confirm-yes').count()) await byId(page, 'confirm-yes').click();
    await page.waitForFunction((before) => document.querySelectorAll('[data-testid="cart-line"]').length < before, count);
  }
}

async function total(page) {
  return Number(await byId(page, 'results').first().getAttribute('data-total'));
}

/** Applies the first value that narrows the results without emptying them, of an attribute not yet used; says which. */
async function applyFacet(page, used) {
  const before = await total(page);
  const values = await byId(page, 'facet-value').evaluateAll((all) => all.map(({ dataset }) => ({ ...dataset })));
  const chosen = values.find(({ attribute, count }) => !used.includes(attribute) && Number(count) > 1 && Number(count) < before)
    ?? values.find(({ attribute, count }) => !used.includes(attribute) && Number(count) >= 1);
  assert.ok(chosen, 'a filter with counts');
  const value = byId(page, 'facet-value').and(page.locator(`[data-attribute=${JSON.stringify(chosen.attribute)}][data-value=${JSON.stringify(chosen.value)}]`)).first();
  await value.click();
  if (await byId(page, 'filters-apply').first().isVisible().catch(() => false)) await byId(page, 'filters-apply').first().click();
  await byId(page, 'active-filter').and(page.locator(`[data-attribute=${JSON.stringify(chosen.attribute)}]`)).first().waitFor();
  return chosen.attribute;
}

/** A product in stock that may be bought in the given number of pieces, with breaks. */
async function buyable(account, pieces) {
  const { items } = await account.get(`/api/v1/products?limit=100&q=${encodeURIComponent('6204')}`);
  for (const { sku } of items) {
    const sheet = await account.get(`/api/v1/products/${encodeURIComponent(sku)}`);
    const minimum = Number(sheet.packaging?.minimum?.value ?? 1);
    const step = Number(sheet.packaging?.step?.value ?? 1);
    const tiers = sheet.price?.tiers ?? [];
    if (minimum <= pieces && pieces % step === 0 && tiers.length >= 2) return { sku, unit: sheet.packaging?.minimum?.unit ?? 'C62' };
  }
  assert.fail(`no bearing is sold in ${pieces} pieces`);
}

/** A product and a number of pieces of it that cost more than the given amount. */
async function expensive(account, above, not) {
  const { items } = await account.get(`/api/v1/products?limit=200&q=${encodeURIComponent('cuscinetto')}`);
  for (const { sku } of items) {
    if (sku === not) continue;
    const sheet = await account.get(`/api/v1/products/${encodeURIComponent(sku)}`);
    const price = Number(sheet.price?.unit_price?.amount ?? 0);
    if (price <= 0) continue;
    const step = Number(sheet.packaging?.step?.value ?? 1);
    const minimum = Number(sheet.packaging?.minimum?.value ?? step);
    // Breaks may halve the price of so many.
    const pieces = Math.max(minimum, Math.ceil((1.5 * above) / price / step) * step);
    // All of it must be there: what waits for stock leaves an order partly shipped.
    const available = (sheet.availability?.warehouses ?? []).reduce((all, one) => all + Number(one.available.value), 0);
    if (pieces <= available) return { sku, pieces };
  }
  assert.fail('nothing to order for so much');
}

async function verdicts(lines) {
  const all = await lines.evaluateAll((rows) => rows.map(({ dataset }) => dataset.verdict));
  return { good: all.filter((one) => one === 'ok').length, bad: all.filter((one) => one !== 'ok').length };
}

async function sum(locator) {
  let all = 0;
  for (const one of await locator.all()) all += await amount(one);
  return all;
}

/** First real option of a select, or the text of an input. */
async function choose(locator, text = '') {
  const kind = await locator.first().evaluate((element) => element.tagName);
  if (kind === 'SELECT') {
    const value = await locator.first().evaluate((select) => [...select.options].find((option) => option.value)?.value);
    assert.ok(value, 'something to choose');
    await locator.first().selectOption(value);
  } else {
    await locator.first().fill(text);
  }
}

async function pick(locator, value) {
  const kind = await locator.first().evaluate((element) => element.tagName);
  if (kind === 'SELECT') await locator.first().selectOption(value);
  else await locator.and(locator.page().locator(`[value="${value}"]`)).first().check();
}

/** A date so many days ahead that is no weekend, as YYYY-MM-DD. */
function workday(days) {
  const date = new Date(Date.now() + days * 86400000);
  while ([0, 6].includes(date.getUTCDay())) date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

assert.ok(demo.users.length >= 6, 'demo.json names the people of the story');
