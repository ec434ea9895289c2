// Loaded in <head> before the style sheet, not deferred: sets light or dark before anything is painted.
(function () {
  let theme = null;
  try {
    theme = localStorage.getItem('theme');
  } catch {
    // storage is closed to us: the system's choice holds
  }
  if (theme !== 'light' && theme !== 'dark') {
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
  document.documentElement.setAttribute('data-bs-theme', theme);
})();
