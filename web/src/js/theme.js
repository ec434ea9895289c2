import { keep } from './text.js';

/** `[data-theme-toggle]`: light or dark, remembered on this device (theme.js in <head> applies it before painting). */
export function startTheme() {
  const root = document.documentElement;
  const show = () => {
    const dark = root.getAttribute('data-bs-theme') === 'dark';
    document.querySelectorAll('[data-theme-toggle]').forEach((button) => button.setAttribute('aria-pressed', String(dark)));
  };
  document.addEventListener('click', (event) => {
    if (!event.target.closest?.('[data-theme-toggle]')) return;
    event.preventDefault();
    const theme = root.getAttribute('data-bs-theme') === 'dark' ? 'light' : 'dark';
    root.setAttribute('data-bs-theme', theme);
    keep.set('theme', theme);
    show();
  });
  show();
}
