// What every page loads. Small helpers on data attributes, all delegated from `document`, so content that htmx swaps in
// needs no start-up of its own. Pages work without this file; with it they are quicker to work with.
// The attributes are listed in web/README.md.
import htmx from 'htmx.org';
import '@tabler/core/js/src/bootstrap/collapse';
import '@tabler/core/js/src/bootstrap/dropdown';
import '@tabler/core/js/src/bootstrap/offcanvas';
import '@tabler/core/js/src/bootstrap/tab';

import { startHttp } from './js/http.js';
import { startToasts } from './js/toasts.js';
import { startSearch } from './js/search.js';
import { startTheme } from './js/theme.js';
import { startForms } from './js/forms.js';
import { startDrafts } from './js/drafts.js';
import { startTables } from './js/tables.js';
import { startBulk } from './js/bulk.js';
import { startConfirm } from './js/confirm.js';
import { startClipboard } from './js/clipboard.js';
import { startScanner } from './js/scanner.js';

window.htmx = htmx;

startHttp();
startToasts();
startTheme();
startConfirm(); // before the forms: a question comes before the guard against double clicks
startForms();
startDrafts();
startSearch();
startTables();
startBulk();
startClipboard();
startScanner();

if ('serviceWorker' in navigator && window.isSecureContext) {
  window.addEventListener('load', () => navigator.serviceWorker.register('/sw.js').catch(() => {}));
}
