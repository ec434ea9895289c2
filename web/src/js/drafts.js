import { keep, text } from './text.js';
import { toast } from './toasts.js';

const PAUSE_MILLISECONDS = 300;
const MAX_AGE_MILLISECONDS = 14 * 24 * 3600 * 1000;

/**
 * `form[data-draft="key"]`: what was typed is kept on this device, per person, until the form was accepted, so nothing
 * is lost by a reload, an expired session or an error. Accepted means: after sending, a page came back that is neither
 * the same form nor a login, or any element says `data-draft-done="key"`. Logging out by the button forgets all drafts.
 */
export function startDrafts() {
  forgetOld();
  begin(document);

  let timer = null;
  const waiting = new Set();
  document.addEventListener('input', (event) => {
    const form = event.target.closest?.('form[data-draft]');
    if (!form) return;
    waiting.add(form);
    clearTimeout(timer);
    timer = setTimeout(() => {
      waiting.forEach(save);
      waiting.clear();
    }, PAUSE_MILLISECONDS);
  });
  // Leaving without saving, on purpose: `data-draft-drop="key"`, or of all forms of this page when it names none.
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('[data-draft-drop]');
    if (!link) return;
    clearTimeout(timer);
    waiting.clear();
    const all = [...document.querySelectorAll('form[data-draft]')].map((form) => form.dataset.draft);
    (link.dataset.draftDrop ? [link.dataset.draftDrop] : all).forEach((name) => keep.remove(keyOf(name)));
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.matches?.('[data-logout]')) keep.keys('draft:').forEach((key) => keep.remove(key));
    if (!form.matches?.('form[data-draft]')) return;
    save(form);
    keep.set(`sent:${storageKey(form)}`, '1');
  });
  document.addEventListener('htmx:after:swap', () => begin(document));
}

/** A form whose draft is done with, on the very page that says so, holds what is left: that is its new draft. */
function begin(root) {
  const done = settle(root);
  root.querySelectorAll('form[data-draft]:not([data-restored])').forEach((form) => {
    if (done.has(storageKey(form)) && fields(form).some((field) => field.defaultValue)) {
      form.dataset.restored = 'true';
      save(form);
    } else {
      restore(form);
    }
  });
}

/** Drafts belong to a person in an account: who acts for somebody else finds none of another customer's. */
function keyOf(name) {
  const person = document.querySelector('meta[name="person"]')?.content ?? '';
  return `draft:${person}:${name}`;
}

function storageKey(form) {
  return keyOf(form.dataset.draft);
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !['hidden', 'password', 'file', 'submit', 'button', 'reset'].includes(field.type));
}

function save(form) {
  const values = {};
  const sent = {};
  for (const field of fields(form)) {
    if (field.type === 'checkbox' || field.type === 'radio') {
      values[`${field.name}=${field.value}`] = field.checked;
    } else {
      values[field.name] = field.value;
      sent[field.name] = field.defaultValue ?? '';
    }
  }
  keep.set(storageKey(form), JSON.stringify({ at: Date.now(), values, sent }));
}

/** Only fields in which the server still sends what it sent when they were typed in are filled: another answer is newer than a draft. */
function restore(form) {
  form.dataset.restored = 'true';
  const kept = keep.get(storageKey(form));
  if (!kept) return;
  let values;
  let sent;
  try {
    ({ values, sent = {} } = JSON.parse(kept));
  } catch {
    return;
  }
  let changed = false;
  for (const field of fields(form)) {
    if (field.type === 'checkbox' || field.type === 'radio') {
      const checked = values[`${field.name}=${field.value}`];
      if (checked !== undefined && field.checked === field.defaultChecked && field.checked !== checked) {
        field.checked = checked;
        changed = true;
      }
    } else if (values[field.name] !== undefined && values[field.name] !== field.value && isUntouched(field, sent[field.name])) {
      field.value = values[field.name];
      changed = true;
    }
  }
  // Over what others have written too (`version`), a person must know that this is not what is saved.
  if (changed && form.elements.version) toast(text('restored'), 'info');
}

function isUntouched(field, sent) {
  if (field instanceof HTMLSelectElement) return [...field.options].every((option) => option.selected === option.defaultSelected) || field.selectedIndex === 0;
  return field.value === '' || (field.value === field.defaultValue && field.value === sent);
}

/** Forgets drafts whose form was accepted; says which were named as done by a mark that was not seen before. */
function settle(root) {
  const done = new Set();
  root.querySelectorAll('[data-draft-done]:not([data-draft-settled])').forEach((element) => {
    element.dataset.draftSettled = 'true';
    done.add(keyOf(element.dataset.draftDone));
  });
  done.forEach((key) => keep.remove(key));
  const onLogin = root.querySelector('input[type="password"]') !== null;
  const present = new Set([...root.querySelectorAll('form[data-draft]')].map(storageKey));
  for (const marker of keep.keys('sent:')) {
    const key = marker.slice('sent:'.length);
    if (onLogin) continue;
    if (!present.has(key)) keep.remove(key);
    keep.remove(marker);
  }
  return done;
}

function forgetOld() {
  for (const key of keep.keys('draft:')) {
    let at = 0;
    try {
      ({ at } = JSON.parse(keep.get(key)));
    } catch {
      // unreadable: forget it
    }
    if (!(Date.now() - at < MAX_AGE_MILLISECONDS)) keep.remove(key);
  }
}
