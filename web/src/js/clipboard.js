import { text } from './text.js';
import { toast } from './toasts.js';

/** `[data-copy="text"]`: copies a code, a number, a correlation id. */
export function startClipboard() {
  document.addEventListener('click', async (event) => {
    const button = event.target.closest?.('[data-copy]');
    if (!button) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      toast(text('copied'), 'success');
    } catch {
      toast(button.dataset.copy, 'info'); // the browser forbids it: show the text so that it can be copied by hand
    }
  });
}
