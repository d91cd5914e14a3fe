// A second click while the first one is on its way sends nothing; coming back by the browser's arrow frees the button.
for (const form of document.querySelectorAll('form[data-once]')) {
  form.addEventListener('submit', e => {
    if (form.dataset.gone) return e.preventDefault();
    form.dataset.gone = 'yes';
    form.querySelectorAll('button').forEach(b => b.setAttribute('aria-disabled', 'true'));
  });
}
addEventListener('pageshow', () => document.querySelectorAll('form[data-gone]').forEach(form => {
  delete form.dataset.gone;
  form.querySelectorAll('button').forEach(b => b.removeAttribute('aria-disabled'));
}));
