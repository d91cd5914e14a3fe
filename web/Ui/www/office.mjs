// The agents' queue made faster: keys, and the panel without a whole page. Every step also exists as a link or a button of the page.
const store = 'preau.raccourcis';
const detail = () => document.getElementById('demande');
const rows = () => [...document.querySelectorAll('.queue tbody a')];
const current = () => rows().findIndex(a => a.getAttribute('aria-current') === 'true');
const keysOn = () => localStorage.getItem(store) !== 'non';

let asked = 0;

async function show(link, focus) {
  const turn = ++asked;
  const response = await fetch(link.href.split('#')[0], { headers: { Accept: 'text/html' } }).catch(() => null);
  if (turn !== asked) return;
  const next = response?.ok && new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('demande');
  if (turn !== asked) return;
  // Signed out, taken by a colleague, no network: the plain link tells what is the matter.
  if (!next) { location.href = link.href; return; }
  detail().replaceWith(document.adoptNode(next));
  for (const a of rows()) a.toggleAttribute('aria-current', false);
  link.setAttribute('aria-current', 'true');
  history.replaceState(null, '', link.href.split('#')[0]);
  hints();
  if (focus) detail().focus({ preventScroll: matchMedia('(min-width: 60em)').matches });
}

function move(step) {
  const all = rows();
  const to = all[Math.min(all.length - 1, Math.max(0, current() + step))];
  if (!to) return;
  to.focus();
  to.scrollIntoView({ block: 'nearest' });
  show(to);
}

function hints() {
  for (const kbd of document.querySelectorAll('[data-hint]')) kbd.hidden = !keysOn();
}

const acts = {
  j: () => move(1),
  k: () => move(-1),
  x: () => rows()[current()]?.closest('tr').querySelector('[name=ids]').click(),
  a: () => detail().querySelector('[data-key=a]')?.click(),
  r: () => {
    const refusal = detail().querySelector('[data-key=r]')?.parentElement;
    if (refusal) { refusal.open = true; refusal.querySelector('select').focus(); }
  },
  e: () => detail().querySelector('[data-key=e]')?.click(),
  '?': () => document.getElementById('raccourcis').showModal(),
};

function count() {
  const bar = document.querySelector('[data-chosen]');
  const ticked = [...document.querySelectorAll('[name=ids]:checked')], n = ticked.length;
  if (!bar) return;
  // What is late among those ticked is said before it is sent; without this file the page names all of its late ones.
  const late = ticked.filter(t => t.dataset.late), names = [...new Set(late.map(t => t.dataset.late))];
  document.querySelector('[data-late-chosen]').textContent = late.length === 0 ? '' :
    `${late.length > 1 ? `Parmi elles, ${late.length} sont hors délai` : n > 1 ? 'Parmi elles, une est hors délai' : 'Elle est hors délai'} : ${names.length > 1 ? `${names.slice(0, -1).join(', ')} et ${names.at(-1)}` : names[0]}.`;
  bar.textContent = n > 1 ? `${n} demandes choisies` : '1 demande choisie';
  const button = bar.closest('.bar').querySelector('[value=true]');
  button.lastChild.textContent = n > 1 ? `Accepter les ${n} demandes` : 'Accepter la demande';
}

if (detail()) {
  document.addEventListener('click', e => {
    const link = e.target.closest('.queue tbody a');
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    e.preventDefault();
    show(link, true);
  });
  document.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || !keysOn() || document.querySelector('dialog[open]')) return;
    if (e.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) return;
    const act = acts[e.key.toLowerCase()];
    if (act && detail()) { e.preventDefault(); act(); }
  });
  document.addEventListener('change', e => { if (e.target.name === 'ids') count(); });
  const toggle = document.querySelector('[data-keys]');
  toggle.checked = keysOn();
  toggle.addEventListener('change', () => { localStorage.setItem(store, toggle.checked ? 'oui' : 'non'); hints(); });
  document.querySelector('[data-shortcuts]').addEventListener('click', acts['?']);
  document.getElementById('touches').hidden = false;
  hints();
  count();
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// A second press while the first is on its way would only confuse: the page says what happened.
document.addEventListener('submit', e => {
  if (e.target.method !== 'post') return;
  if (e.target.dataset.sent) { e.preventDefault(); return; }
  e.target.dataset.sent = '1';
});
addEventListener('pageshow', () => { for (const form of document.forms) delete form.dataset.sent; });
