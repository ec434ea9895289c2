/**
 * `[data-bulk]` around a list: `input[data-bulk-all]` ticks every `input[data-bulk-item]`; `[data-bulk-bar]` (hidden in
 * the page) shows while something is ticked, with the number in `[data-bulk-count]`. Shift-click ticks a range.
 */
export function startBulk() {
  let last = null;
  document.addEventListener('click', (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.matches('[data-bulk-item]')) return;
    const group = box.closest('[data-bulk]');
    if (event.shiftKey && last && last !== box && group?.contains(last)) {
      const all = items(group);
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      all.slice(from, to + 1).forEach((one) => (one.checked = box.checked));
    }
    last = box;
    if (group) show(group);
  });
  document.addEventListener('change', (event) => {
    const group = event.target.closest?.('[data-bulk]');
    if (!group) return;
    if (event.target.matches('[data-bulk-all]')) items(group).forEach((one) => (one.checked = event.target.checked));
    show(group);
  });
  document.addEventListener('htmx:after:swap', () => document.querySelectorAll('[data-bulk]').forEach(show));
  document.querySelectorAll('[data-bulk]').forEach(show);
}

function items(group) {
  return [...group.querySelectorAll('input[data-bulk-item]:not(:disabled)')];
}

function show(group) {
  const all = items(group);
  const ticked = all.filter((one) => one.checked).length;
  const master = group.querySelector('input[data-bulk-all]');
  if (master) {
    master.checked = ticked > 0 && ticked === all.length;
    master.indeterminate = ticked > 0 && ticked < all.length;
  }
  group.querySelectorAll('[data-bulk-bar]').forEach((bar) => (bar.hidden = ticked === 0));
  group.querySelectorAll('[data-bulk-count]').forEach((count) => (count.textContent = String(ticked)));
  all.forEach((one) => one.closest('tr')?.classList.toggle('table-active', one.checked));
}
