import { text } from './text.js';

/**
 * `[data-confirm="question"]` on a submit button, a form or a link: asks once in a dialog before it goes on.
 * `data-confirm-yes` gives the words of the yes button; without it the button's own words are used.
 */
export function startConfirm() {
  const agreed = new WeakSet();

  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-confirm]');
    if (!link || agreed.has(link)) return;
    event.preventDefault();
    event.stopPropagation();
    ask(link).then((yes) => {
      if (!yes) return;
      agreed.add(link);
      link.click();
      agreed.delete(link);
    });
  }, true);

  document.addEventListener('submit', (event) => {
    const form = event.target;
    const asking = event.submitter?.matches('[data-confirm]') ? event.submitter : form.matches?.('[data-confirm]') ? form : null;
    if (!asking || agreed.has(asking)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    ask(asking).then((yes) => {
      if (!yes) return;
      agreed.add(asking);
      form.requestSubmit(submitter ?? undefined);
      agreed.delete(asking);
    });
  }, true);
}

function ask(element) {
  const dialog = document.createElement('dialog');
  dialog.className = 'confirm';
  const question = document.createElement('p');
  question.id = 'confirm-question';
  question.textContent = element.dataset.confirm;
  dialog.setAttribute('aria-labelledby', question.id);
  const bar = document.createElement('div');
  bar.className = 'btn-list justify-content-end';
  const no = button(text('cancel') || '×', 'btn', 'confirm-no');
  const own = element instanceof HTMLFormElement ? '' : element.textContent.trim();
  const yes = button(element.dataset.confirmYes || own || text('yes'), 'btn btn-danger', 'confirm-yes');
  bar.append(no, yes);
  dialog.append(question, bar);
  document.body.append(dialog);
  return new Promise((resolve) => {
    no.addEventListener('click', () => dialog.close('no'));
    yes.addEventListener('click', () => dialog.close('yes'));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    dialog.showModal();
    no.focus();
  });
}

function button(label, className, testid) {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = className;
  element.dataset.testid = testid;
  element.textContent = label;
  return element;
}
