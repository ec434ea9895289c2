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
  // No answer at all (network gone, timeout): say so; answers with an error are swapped in by the page itself.
  document.addEventListener('htmx:error', (event) => {
    if (event.detail?.ctx && !event.detail.ctx.response) {
      toast(text('offline'), 'danger');
    }
  });
}
