import { isTyping } from './text.js';

const PAUSE_MILLISECONDS = 120;

/**
 * `input[data-search]`: `/` puts the cursor there from anywhere. With `data-suggest="/path"` the list below the box is
 * asked of the server while one types: `GET /path?q=…` answers an HTML fragment whose entries carry `role="option"` (a
 * link, or anything that holds one). Arrow keys walk through it, Enter opens the marked entry, Escape closes the list.
 */
export function startSearch() {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const input = visibleSearch();
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  document.querySelectorAll('input[data-suggest]').forEach(suggest);
}

function visibleSearch() {
  return [...document.querySelectorAll('input[data-search]')].find((input) => input.offsetParent !== null);
}

function suggest(input) {
  const list = document.createElement('div');
  list.className = 'suggestions';
  list.id = `${input.id || 'search'}-suggestions`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.getAttribute('aria-label') || input.placeholder || '');
  list.hidden = true;
  input.after(list);
  Object.entries({ role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })
    .forEach(([name, value]) => input.setAttribute(name, value));

  let timer = null;
  let asking = null;
  let marked = -1;
  const options = () => [...list.querySelectorAll('[role="option"]')];

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    marked = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const mark = (index) => {
    const all = options();
    if (all.length === 0) return;
    marked = (index + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute('aria-selected', String(at === marked)));
    input.setAttribute('aria-activedescendant', all[marked].id);
    all[marked].scrollIntoView({ block: 'nearest' });
  };
  const ask = async () => {
    const query = input.value.trim();
    if (query.length < 2) return close();
    asking?.abort();
    asking = new AbortController();
    try {
      const place = input.dataset.suggest;
      const url = `${place}${place.includes('?') ? '&' : '?'}q=${encodeURIComponent(query)}`;
      const answer = await fetch(url, { headers: { 'HX-Request': 'true' }, signal: asking.signal });
      if (!answer.ok) return close();
      const html = await answer.text();
      if (document.activeElement !== input) return;
      list.innerHTML = html;
      window.htmx?.process(list);
      options().forEach((option, index) => (option.id ||= `${list.id}-${index}`));
      marked = -1;
      list.hidden = options().length === 0;
      input.setAttribute('aria-expanded', String(!list.hidden));
    } catch (error) {
      if (error.name !== 'AbortError') close(); // without a network there are no suggestions; the search itself will say so
    }
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MILLISECONDS);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !list.hidden) {
      event.preventDefault();
      mark(event.key === 'ArrowDown' ? marked + 1 : marked < 0 ? -1 : marked - 1);
    } else if (event.key === 'Enter' && !list.hidden && marked >= 0) {
      event.preventDefault();
      const option = options()[marked];
      (option.matches('a, button, [data-value]') ? option : option.querySelector('a, button'))?.click();
    }
  });
  // An option that is no link stands for a value of this very field.
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[data-value]');
    if (!option) return;
    input.value = option.dataset.value;
    close();
  });
  // A press inside the list must not close it before its click arrives.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  input.addEventListener('blur', close);
  input.form?.addEventListener('submit', close);
}
