import { isTyping } from './text.js';

/**
 * `table[data-keys]`: j and k (or the arrows, once a row has the focus) walk through the rows, x ticks the row's box,
 * Enter opens the row's first link (or `a[data-row-link]`).
 */
export function startTables() {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const row = document.activeElement?.closest?.('table[data-keys] > tbody > tr');
    const onRow = row !== null && row !== undefined && row === document.activeElement;
    if (isTyping(event.target) && !isRowBox(event.target)) return;
    const step = { j: 1, k: -1, ...(onRow ? { ArrowDown: 1, ArrowUp: -1 } : {}) }[event.key];
    if (step !== undefined) {
      move(row, step, event);
    } else if (event.key === 'x' && row) {
      const box = row.querySelector('input[type="checkbox"]:not(:disabled)');
      if (box) {
        event.preventDefault();
        box.click();
      }
    } else if (event.key === 'Enter' && onRow) {
      (row.querySelector('a[data-row-link]') ?? row.querySelector('a[href]'))?.click();
    }
  });
}

function isRowBox(target) {
  return target instanceof HTMLInputElement && target.type === 'checkbox' && target.closest('table[data-keys]') !== null;
}

function move(row, step, event) {
  const table = row?.closest('table') ?? [...document.querySelectorAll('table[data-keys]')].find((one) => one.offsetParent !== null);
  if (!table) return;
  const rows = [...table.querySelectorAll(':scope > tbody > tr')].filter((one) => one.offsetParent !== null);
  if (rows.length === 0) return;
  const at = row ? rows.indexOf(row) : -1;
  const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
  event.preventDefault();
  next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}
