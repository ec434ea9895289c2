// What goes wrong every day, and what a page then does: nothing typed is lost, and what is wrong is said where it is.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LOCALES, api, assertTranslated, axe, byId, eventually, launch, login, open, person, quantity } from './lib.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const locale of LOCALES) {
  describe(`slips (${locale})`, { concurrency: false }, () => slips(locale));
}

function slips(locale) {
  // The buyer, since the journey fills the requester's cart at the same time.
  const buyer = person('buyer', person('requester').account);
  const admin = person('account_admin', buyer.account);
  const windows = [];

  async function windowOf(who) {
    const own = await open(browser, { locale });
    windows.push(own);
    await login(own.page, who, locale);
    return own.page;
  }

  async function said(page) {
    await assertTranslated(page);
    await axe(page);
  }

  after(async () => {
    for (const own of windows) await own.close();
  });

  test('two people change one row: the second sees it and loses nothing', async () => {
    const [first, second] = [await windowOf(admin), await windowOf(admin)];
    const [theirs, mine] = locale === 'it' ? ['5101', '5102'] : ['5201', '5202'];
    await first.goto('/account/people');
    const row = byId(first, 'person-row').and(first.locator(`[data-email="${buyer.email}"]`));
    const path = await byId(row, 'person-link').getAttribute('href');
    for (const page of [first, second]) {
      await page.goto(path);
      await byId(page, 'person-limit').waitFor();
    }
    await save(first, theirs);
    assert.equal(await byId(first, 'save-conflict').count(), 0, 'the first just saves');
    await save(second, mine);
    await byId(second, 'save-conflict').waitFor();
    const told = (await byId(second, 'save-conflict').innerText()).replace(/[.,\s]/g, '');
    assert.ok(told.includes(theirs) && told.includes(mine), `theirs beside mine: ${told}`);
    assert.equal(digits(await byId(second, 'person-limit').inputValue()), mine, 'what was typed is still there');
    await said(second);
    await save(second, mine);
    assert.equal(await byId(second, 'save-conflict').count(), 0, 'saving again decides');
    await first.goto(path);
    assert.equal(digits(await byId(first, 'person-limit').inputValue()), mine);
  });

  test('a refused form keeps what was typed', async () => {
    const page = await windowOf(admin);
    await page.goto('/account/people?invite');
    if (!(await byId(page, 'invite-email').isVisible())) await byId(page, 'invite-open').click();
    await byId(page, 'invite-email').fill(buyer.email);
    await byId(page, 'invite-name').fill('Nora Doppia');
    await byId(page, 'person-limit-none').check();
    await byId(page, 'person-limit').fill('250');
    assert.equal(await byId(page, 'person-limit-none').isChecked(), false, 'a limit takes the place of none');
    await byId(page, 'invite-submit').click();
    const fault = byId(page, 'field-error').and(page.locator('[data-field="email"]'));
    await fault.waitFor();
    assert.ok((await fault.innerText()).trim().length > 0, 'it says what is wrong');
    assert.equal(await byId(page, 'invite-email').inputValue(), buyer.email);
    assert.equal(await byId(page, 'invite-name').inputValue(), 'Nora Doppia');
    await said(page);
  });

  test('a quick order that was taken leaves no draft behind', async () => {
    const page = await windowOf(buyer);
    await emptyCart(page);
    const { sku, minimum } = await sold();
    await page.goto('/quick-order');
    await byId(page, 'quick-order-text').fill(`${sku};${minimum}`);
    await eventually('the draft is kept', async () => (await drafts(page)).length > 0);
    await page.reload();
    assert.equal(await byId(page, 'quick-order-text').inputValue(), `${sku};${minimum}`, 'a reload loses nothing');
    await byId(page, 'quick-order-check').click();
    await byId(page, 'quick-order-line').first().waitFor();
    await byId(page, 'quick-order-add').click();
    await page.waitForURL(/\/cart/);
    await byId(page, 'cart-line').first().waitFor();
    assert.deepEqual(await drafts(page), []);
    await page.goto('/quick-order');
    assert.equal(await byId(page, 'quick-order-text').inputValue(), '', 'nothing to order twice by mistake');
  });

  test('a quick order taken in part leaves only the rest', async () => {
    const page = await windowOf(buyer);
    const { sku, minimum } = await sold();
    await page.goto('/quick-order');
    await byId(page, 'quick-order-text').fill(`${sku};${minimum}\nNOT-A-CODE;3`);
    await byId(page, 'quick-order-check').click();
    await byId(page, 'quick-order-line').nth(1).waitFor();
    await byId(page, 'quick-order-add').click();
    await eventually('the rest', async () => (await byId(page, 'quick-order-text').inputValue()).trim() === 'NOT-A-CODE;3');
    assert.equal(await byId(page, 'quick-order-line').count(), 1);
    await said(page);
  });

  test('a wrong quantity in the cart is told at its line', async () => {
    const page = await windowOf(buyer);
    await page.goto('/cart');
    const line = byId(page, 'cart-line').first();
    const before = await quantity(line);
    await byId(line, 'cart-line-quantity').fill('many');
    await byId(line, 'cart-line-update').click();
    await byId(line, 'field-error').and(page.locator('[data-field="quantity"]')).waitFor();
    assert.equal(await byId(line, 'cart-line-quantity').inputValue(), 'many', 'as it was typed');
    assert.equal(await quantity(line), before, 'the line is as it was');
    await said(page);
    await byId(line, 'cart-line-quantity').fill(String(before * 2));
    await byId(line, 'cart-line-update').click();
    await eventually('the new quantity', async () => (await quantity(byId(page, 'cart-line').first())) === before * 2);
    assert.equal(await byId(page, 'field-error').count(), 0);
    await emptyCart(page);
  });

  test('no page complained meanwhile', () => {
    for (const { complaints } of windows) assert.deepEqual(complaints, []);
  });
}

/** The answer is a page of its own. */
async function save(page, limit) {
  await byId(page, 'person-limit').fill(limit);
  await Promise.all([page.waitForEvent('load'), byId(page, 'person-limit-save').click()]);
}

/** A typed amount of whole euro, however its language writes it. */
function digits(text) {
  return text.replace(/[.,]0+$/, '').replace(/\D/g, '');
}

function drafts(page) {
  return page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('draft:') && key.endsWith(':quick-order')));
}

/** A product with a price that is sold by the piece, and the least of it. */
async function sold() {
  const account = await api('account');
  const { items } = await account.get('/api/v1/products?limit=50&q=6204');
  for (const { sku } of items) {
    const sheet = await account.get(`/api/v1/products/${encodeURIComponent(sku)}`);
    if (sheet.price?.unit_price && sheet.packaging?.minimum?.value) return { sku, minimum: sheet.packaging.minimum.value };
  }
  return assert.fail('nothing is sold');
}

async function emptyCart(page) {
  await page.goto('/cart');
  for (let left = 200; left > 0 && (await byId(page, 'cart-line').count()) > 0; left -= 1) {
    const count = await byId(page, 'cart-line').count();
    await byId(page, 'cart-line-remove').first().click();
    await page.waitForFunction((before) => document.querySelectorAll('[data-testid="cart-line"]').length < before, count);
  }
}
