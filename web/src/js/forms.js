const GIVE_UP_MILLISECONDS = 15000;

/**
 * A form that writes is sent once, however often its button is clicked. `[data-auto-submit]` on a field sends its form
 * when the value changes (filters, languages); without JavaScript the form's own button does it.
 */
export function startForms() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.method === 'get' || form.method === 'dialog') return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sending = 'true';
    form.setAttribute('aria-busy', 'true');
    const button = event.submitter;
    // After this event, so that the button's own name and value still travel with the form.
    setTimeout(() => button?.setAttribute('aria-disabled', 'true'));
    button?.classList.add('is-sending');
    setTimeout(() => release(form), GIVE_UP_MILLISECONDS);
  }, true);

  document.addEventListener('htmx:finally:request', (event) => {
    const source = event.detail?.ctx?.sourceElement ?? event.target;
    const form = source?.closest?.('form');
    if (form) release(form);
  });
  // "Back" shows the page as it was left: free its forms again.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) document.querySelectorAll('form[data-sending]').forEach(release);
  });
  document.addEventListener('change', (event) => {
    const field = event.target;
    if (field instanceof Element && field.matches('[data-auto-submit]') && field.form) field.form.requestSubmit();
  });
  document.addEventListener('input', (event) => either(event.target));
}

/** A box `[data-instead-of="name"]` stands in place of a field: ticking it empties the field, typing there unticks it. */
function either(field) {
  if (!(field instanceof HTMLInputElement) || !field.form) return;
  if (field.dataset.insteadOf) {
    const other = field.form.elements.namedItem(field.dataset.insteadOf);
    if (field.checked && other instanceof HTMLInputElement) other.value = '';
    return;
  }
  const box = [...field.form.querySelectorAll('[data-instead-of]')].find((one) => one.dataset.insteadOf === field.name);
  if (box && field.value.trim()) box.checked = false;
}

function release(form) {
  delete form.dataset.sending;
  form.removeAttribute('aria-busy');
  form.querySelectorAll('.is-sending').forEach((button) => {
    button.classList.remove('is-sending');
    button.removeAttribute('aria-disabled');
  });
}
