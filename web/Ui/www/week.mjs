// Ticks at once what the buttons of a week ask for, and counts; without this file each button comes back with the page.
const form = document.querySelector('form[data-week]');
const money = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });
const boxes = () => [...form.querySelectorAll('input[type=checkbox][name=c]')];
const count = (n, word) => `${n}\u00A0${word}${n > 1 ? 's' : ''}`;
const of = button => {
  const cells = button.dataset.cells.split(' ');
  return boxes().filter(b => cells.includes(b.value));
};

function tell() {
  const chosen = boxes().filter(b => b.checked);
  for (const button of form.querySelectorAll('button[aria-pressed]')) button.setAttribute('aria-pressed', of(button).every(b => b.checked));
  const sure = chosen.filter(b => 'sure' in b.dataset), unsure = chosen.length - sure.length;
  // Adds what the service gave for each day, to foresee at each tick; the next page shows the service's own sum.
  const known = sure.length > 0 && sure.every(b => b.dataset.p);
  const sum = form.querySelector('[data-sum]');
  if (!sum) return;
  // Chosen in other weeks, and sent with these.
  const kept = form.querySelector('.bar').dataset.kept;
  sum.textContent = chosen.length === 0 ? kept ?? 'Aucun jour coché'
    : count(chosen.length, 'réservation') + (known ? ` · ${money.format(sure.reduce((a, b) => a + Number(b.dataset.p), 0) / 100)}` : '')
      + (unsure ? ` · ${sure.length ? 'dont ' : ''}${unsure}\u00A0à confirmer` : '') + (kept ? `, et ${kept}` : '');
  const parts = chosen.map(b => b.value.split('.'));
  form.querySelector('[data-detail]').textContent = chosen.length === 0 ? 'Rien n’est envoyé avant la page suivante.'
    : `${count(new Set(parts.map(p => p[0])).size, 'enfant')}, ${count(new Set(parts.map(p => p.at(-1))).size, 'jour')}`;
}

form?.addEventListener('click', event => {
  const button = event.target.closest('button[data-cells]');
  if (!button) return;
  event.preventDefault();
  const cells = of(button);
  const on = button.name === 'comme' || !cells.every(b => b.checked);
  for (const box of cells) box.checked = on;
  tell();
});
form?.addEventListener('change', tell);
if (form) tell();
