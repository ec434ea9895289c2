import { text } from './text.js';

const READING_MILLISECONDS = 8000;

/**
 * Announces a message in the live region. The server sends its own as elements inside `#toasts`, or, in an answer to
 * htmx, by the header `HX-Trigger: {"toast": {"text": "…", "kind": "success"}}`.
 * @param {string} message
 * @param {'success'|'info'|'warning'|'danger'} kind
 */
export function toast(message, kind = 'info') {
  if (!message) return;
  const element = document.createElement('div');
  element.className = 'toast show';
  element.dataset.testid = 'toast';
  element.dataset.kind = kind;
  const row = document.createElement('div');
  row.className = 'd-flex';
  const body = document.createElement('div');
  body.className = 'toast-body';
  body.textContent = message;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'btn-close me-2 m-auto';
  close.dataset.closeToast = '';
  close.setAttribute('aria-label', text('close'));
  row.append(body, close);
  element.append(row);
  region().append(element);
}

function region() {
  let element = document.getElementById('toasts');
  if (!element) {
    element = document.createElement('div');
    element.id = 'toasts';
    element.className = 'toast-container position-fixed bottom-0 end-0 p-3';
    element.setAttribute('role', 'status');
    element.setAttribute('aria-live', 'polite');
    document.body.append(element);
    watch(element);
  }
  return element;
}

/** Messages come from this file and in answers to htmx, which puts them into the region: all of them expire. */
function watch(element) {
  const messages = (node) => node.nodeType === Node.ELEMENT_NODE && node.dataset.testid === 'toast';
  const look = (changes) => changes.flatMap((change) => [...change.addedNodes]).filter(messages).forEach(expire);
  new MutationObserver(look).observe(element, { childList: true });
  element.querySelectorAll('[data-testid="toast"]').forEach(expire);
}

/** Goes away by itself, but never while it is read with the pointer or the focus on it; errors stay until closed. */
function expire(element) {
  if (element.dataset.kind === 'danger') return;
  const tick = () => (element.matches(':hover, :focus-within') ? setTimeout(tick, 2000) : element.remove());
  setTimeout(tick, READING_MILLISECONDS);
}

export function startToasts() {
  document.addEventListener('toast', (event) => toast(event.detail?.text, event.detail?.kind));
  document.addEventListener('click', (event) => {
    event.target.closest?.('[data-close-toast]')?.closest('[data-testid="toast"]')?.remove();
  });
  const present = document.getElementById('toasts');
  if (present) watch(present);
}
