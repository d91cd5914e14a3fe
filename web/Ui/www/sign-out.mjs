// What the roll call keeps on this tablet goes with the person who signs out; marks not sent yet hold the sign-out up once.
const form = document.querySelector('form[action$="/deconnexion"]');
const base = new URL(document.querySelector('a.brand')?.href ?? '/', location.href).pathname.replace(/\/$/, '');
let warned = false;

form?.addEventListener('submit', async event => {
  if (form.dataset.clean || !('indexedDB' in window) || !('caches' in window)) return;
  event.preventDefault();
  const { forget } = await import('./roll-store.mjs');
  if (await forget(base).catch(() => true) || warned) {
    form.dataset.clean = '1';
    form.requestSubmit();
    return;
  }
  warned = true;
  const note = Object.assign(document.createElement('div'), { className: 'note bad' });
  note.setAttribute('role', 'alert');
  const link = Object.assign(document.createElement('a'), { href: base + '/pointage', textContent: 'Ouvrir le pointage' });
  note.append('Des pointages ne sont pas encore envoyés : ouvrez le pointage pour les envoyer, puis déconnectez-vous. ', link);
  document.querySelector('main').prepend(note);
});
