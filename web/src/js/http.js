import { text } from './text.js';
import { toast } from './toasts.js';

/** The token that the server demands of every request that writes. */
export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? '';
}

export function startHttp() {
  document.addEventListener('htmx:config:request', (event) => {
    const request = event.detail?.ctx?.request;
    const token = csrfToken();
    if (request && token && String(request.method).toUpperCase() !== 'GET') {
      request.headers['X-CSRF-Token'] = token;
    }
  });
  // An answer with an error is swapped in when it holds the part asked for (a form with its faults). A page about a
  // problem, or any page without that part, would blank what is there: the place stays, and what happened is told.
  document.addEventListener('htmx:before:swap', (event) => {
    const { ctx, tasks = [] } = event.detail ?? {};
    if (!ctx?.response || !ctx.select) return;
    const page = new DOMParser().parseFromString(ctx.text ?? '', 'text/html');
    const problem = page.querySelector('[data-problem]');
    const main = tasks.find((task) => task.type === 'main');
    if (!problem && main?.fragment?.childElementCount) return;
    event.preventDefault();
    const answered = new URL(ctx.response.raw?.url || location.href, location.href);
    if (answered.pathname === '/login') {
      location.assign(answered);
    } else if (ctx.response.status === 401) {
      location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    } else {
      toast(page.querySelector('[data-problem-text]')?.textContent.trim() || text('failed'), 'danger');
    }
  });
  // No answer at all (network gone, timeout): say so.
  document.addEventListener('htmx:error', (event) => {
    if (event.detail?.ctx && !event.detail.ctx.response) {
      toast(text('offline'), 'danger');
    }
  });
}
