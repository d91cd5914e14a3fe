// Every page of the parents' front works without this file. It adds: news without reloading, drafts that survive a sign-in, one send per form.

const counter = document.querySelector('.nav a[href$="/messages"]');
if (counter) {
  const shown = () => parseInt(counter.querySelector('.count')?.textContent ?? '0', 10) || 0;
  let known = shown();
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(`${counter.pathname}/nouveaux`, { headers: { accept: 'application/json' } }).catch(() => null);
    if (answer?.status === 401) return clearInterval(timer);
    const { count } = answer?.ok ? await answer.json() : { count: known };
    if (count > known) announce(count);
    known = count;
  };
  const announce = count => {
    const badge = counter.querySelector('.count') ?? counter.appendChild(Object.assign(document.createElement('span'), { className: 'count' }));
    badge.innerHTML = `${+count}<span class="vh"> ${count > 1 ? 'nouveaux' : 'nouveau'}</span>`;
    let note = document.getElementById('arrivee');
    if (!note) {
      note = Object.assign(document.createElement('div'), { id: 'arrivee', className: 'note info' });
      note.setAttribute('role', 'status');
      document.querySelector('main').prepend(note);
    }
    const read = Object.assign(document.createElement('a'), { href: counter.href, textContent: 'Lire les messages' });
    const again = Object.assign(document.createElement('a'), { href: location.href, textContent: 'Mettre la page à jour' });
    const text = document.createElement('div');
    text.append(Object.assign(document.createElement('b'), { textContent: 'Une réponse est arrivée.' }), ' ', read, ' · ', again);
    note.replaceChildren(text);
  };
  const timer = setInterval(look, 30_000);
  document.addEventListener('visibilitychange', look);
}

// What is typed stays in this tab until it is sent: a session that ends in between loses nothing. A toast says that something was sent.
const drafts = () => Object.keys(sessionStorage).filter(k => k.startsWith('brouillon:'));
if (document.querySelector('.toast')) drafts().forEach(k => sessionStorage.removeItem(k));
let back;
for (const field of document.querySelectorAll('[data-draft]')) {
  const key = `brouillon:${location.pathname}:${field.dataset.draft}`, draft = sessionStorage.getItem(key);
  if (!field.value && draft) (field.value = draft), (back ??= field.form);
  field.addEventListener('input', () => sessionStorage.setItem(key, field.value));
}
if (back) {
  const note = Object.assign(document.createElement('p'), { className: 'note info', textContent: 'Pas encore envoyé : ce que vous aviez écrit est revenu ici.' });
  note.setAttribute('role', 'status');
  back.prepend(note);
}
// Nothing is left on a shared computer.
document.querySelector('form[action$="/deconnexion"]')?.addEventListener('submit', () => drafts().forEach(k => sessionStorage.removeItem(k)));

for (const button of document.querySelectorAll('main [data-print][hidden]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
