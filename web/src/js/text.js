/**
 * Words come from the server, in the reader's language, as `data-text-…` attributes of <body>.
 * @param {string} name the part after `data-text-`
 */
export function text(name) {
  return document.body?.getAttribute(`data-text-${name}`) ?? '';
}

/** localStorage that may be forbidden or full: reading gives null, writing gives false. */
export const keep = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, value);
      return true;
    } catch {
      return false;
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // nothing to remove then
    }
  },
  keys(prefix) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  },
};

/** True while the reader types somewhere, so single-letter shortcuts must stay quiet. */
export function isTyping(target) {
  return target instanceof Element && (target.closest('input, textarea, select, [contenteditable]') !== null || target.closest('dialog[open]') !== null);
}
