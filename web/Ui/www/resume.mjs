// A session that ended while a form was filled in takes nothing away: what is sent waits in this tab until the next page. Only the page that follows a
// sign-in after an unsent form (?reprise) gets it back, and only for the same person. Secrets are never kept, and nothing of a form about health (data-sealed):
// its answers are at rest under a seal alone.

const key = 'envoi';
const who = document.querySelector('.person-open')?.textContent ?? '';
const formsOf = action => [...document.querySelectorAll('main form')].filter(f => f.method === 'post' && f.getAttribute('action') === action);
const isKept = f => f.name && !f.disabled && !['hidden', 'password', 'file', 'submit', 'button'].includes(f.type) && !/iban/i.test(f.name);
const isTick = f => f.type === 'checkbox' || f.type === 'radio';

const kept = sessionStorage.getItem(key);
sessionStorage.removeItem(key);
const here = new URL(location.href);
if (here.searchParams.has('reprise')) {
  here.searchParams.delete('reprise');
  history.replaceState(null, '', here);
  if (kept) refill(JSON.parse(kept));
}

function refill(sent) {
  const form = formsOf(sent.action)[sent.index];
  if (sent.who !== who || !form) return;
  const values = [...sent.values];
  for (const field of [...form.elements].filter(isKept)) {
    const at = values.findIndex(([name, value]) => name === field.name && (!isTick(field) || value === field.value));
    if (isTick(field)) field.checked = at >= 0;
    else if (at >= 0) field.value = values[at][1];
    if (at >= 0) values.splice(at, 1);
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
  }
  for (let fold = form.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
  const note = document.getElementById('reprise');
  note.querySelector('span').textContent = 'Ce que vous aviez saisi est revenu : relisez, puis envoyez de nouveau.';
  form.prepend(note);
  note.scrollIntoView({ block: 'center' });
}

document.addEventListener('submit', e => {
  const form = e.target;
  if (e.defaultPrevented || form.method !== 'post' || !form.closest('main') || form.dataset.sealed === 'true') return;
  const action = form.getAttribute('action');
  const values = [...form.elements].filter(f => isKept(f) && (!isTick(f) || f.checked)).map(f => [f.name, f.value]);
  sessionStorage.setItem(key, JSON.stringify({ who, action, index: formsOf(action).indexOf(form), values }));
});
