// Says again what an absence changes and costs, each time a service or the reason is chosen; without this file a button does. Also in a dialog opened later.
let latest = 0;

document.addEventListener('change', async event => {
  const form = event.target.closest('form[data-absence]');
  if (!form || !event.target.matches('[name=c], [name=tout], [name=Reason], [name=e], [name=q], [name=au]')) return;
  const turn = ++latest;
  const body = new FormData(form);
  body.delete('Files');
  body.set('Look', 'oui');
  const answer = await fetch(form.action, { method: 'post', body }).catch(() => null);
  const page = answer?.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
  // A slower answer to an earlier choice says nothing any more.
  if (turn !== latest) return;
  const effect = form.querySelector('#effet');
  const said = page?.getElementById('effet');
  if (said) effect.replaceChildren(...said.childNodes);
  else effect.textContent = 'L’effet et le coût n’ont pas pu être calculés. Ils seront sur le reçu.';
  // What another day changes besides; not what the finger is on.
  for (const part of page?.querySelectorAll('[data-fresh]') ?? []) {
    const shown = form.querySelector(`[data-fresh="${CSS.escape(part.dataset.fresh)}"]`);
    if (shown && !shown.contains(event.target)) shown.replaceChildren(...part.childNodes);
  }
  for (const brief of page?.querySelectorAll('[data-effect]') ?? []) {
    const shown = form.querySelector(`[data-effect="${CSS.escape(brief.dataset.effect)}"]`);
    if (shown) shown.textContent = brief.textContent;
  }
});
