// The evacuation list without network: what the service said last, and what this tablet has marked since.
import { inside } from './roll-state.mjs';

const kept = 'evacuation';

/** Keeps who is in the building, with whom to call; true when the service answered. */
export async function keepInside(store, base) {
  const answer = await fetch(`${base}/pointage/evacuation/liste`, { headers: { accept: 'application/json' } }).catch(() => null);
  if (!answer?.ok) return false;
  await store.keepList({ ...await answer.json(), key: kept });
  return true;
}

/** Draws it in the page kept for want of network. */
export async function showInside(root, store, base) {
  const lists = await store.lists();
  const last = lists.find(l => l.key === kept);
  const held = lists.filter(l => l.view);
  document.title = 'Liste d’évacuation';
  const asked = new URLSearchParams(location.search).get('facility');
  const offset = held.at(-1)?.offset ?? last?.offset ?? -new Date().getTimezoneOffset() * 60_000;
  const now = new Date(Date.now() + offset);
  const today = now.toISOString().slice(0, 10);
  const known = last?.inside.now.slice(0, 10) === today ? last : null;
  const people = read(known, held.filter(l => l.view.date === today), (await store.marks()).filter(m => m.date === today), now.toISOString().slice(11, 16));
  const of = over => people.filter(f => f.over === over && (!asked || f.key === asked));
  draw(root, of(false), of(true), known, now, base);
}

function read(known, lists, waiting, now) {
  const units = new Map();
  const names = new Map();
  const marks = [];
  const notes = new Map([...(known?.notes ?? []), ...lists.flatMap(l => l.notes)].map(n => [n.childId, n]));
  // What the service said stands as an arrival, until a mark of this tablet says something else.
  for (const [facilities, over] of [[known?.inside.shown ?? [], false], [known?.inside.over ?? [], true]]) {
    for (const facility of facilities) {
      for (const c of facility.children) {
        const unit = `${facility.facility}|${c.unitLabel}|${over}`;
        units.set(unit, { facility: facility.facility, facilityLabel: facility.label, label: c.unitLabel, to: over ? '00:00' : '23:59' });
        names.set(c.childId, c);
        marks.push({ id: `${unit}|${c.childId}`, child: c.childId, unit, kind: over ? 'Present' : 'Arrival', at: '', time: (c.since ?? '00:00').slice(0, 5), replaces: null });
      }
    }
  }
  for (const { view } of lists) {
    for (const u of view.units) units.set(u.unit, { facility: view.facility, facilityLabel: view.facilityLabel, label: u.label, to: u.ends?.slice(0, 5) ?? null });
    for (const c of view.others) names.set(c.childId, c);
    for (const c of view.children) {
      names.set(c.childId, c);
      for (const m of c.marks) marks.push({ ...m, child: c.childId, unit: c.unit, time: m.time.slice(0, 5) });
    }
  }
  marks.push(...waiting.filter(m => !m.refused));
  const byFacility = new Map();
  for (const { child, unit, since, over } of inside(marks, units, now)) {
    const where = units.get(unit), key = `${where.facility}|${over}`;
    if (!names.has(child)) continue;
    if (!byFacility.has(key)) byFacility.set(key, { key: where.facility, label: where.facilityLabel, over, children: [] });
    byFacility.get(key).children.push({ ...names.get(child), unitLabel: where.label, since, note: notes.get(child) });
  }
  for (const f of byFacility.values()) f.children.sort((a, b) => a.lastName.localeCompare(b.lastName, 'fr') || a.firstName.localeCompare(b.firstName, 'fr'));
  return [...byFacility.values()].sort((a, b) => a.label.localeCompare(b.label, 'fr'));
}

const hour = time => time && time !== '00:00' ? `${+time.slice(0, 2)} h${time.slice(3, 5) === '00' ? '' : ' ' + time.slice(3, 5)}` : '—';
const count = n => `${n} ${n > 1 ? 'enfants' : 'enfant'}`;

function h(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (name === 'onclick') element.addEventListener('click', value); else element.setAttribute(name, value);
  element.append(...content.flat(9).filter(c => c !== null && c !== undefined && c !== false));
  return element;
}

function draw(root, facilities, over, known, now, base) {
  const total = facilities.reduce((sum, f) => sum + f.children.length, 0);
  const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: 'UTC' }).format(now);
  const moment = `${day[0].toUpperCase()}${day.slice(1)} à ${hour(now.toISOString().slice(11, 16))}`;
  const since = known ? `Sans réseau : liste reçue à ${hour(known.inside.now.slice(11, 16))}, avec les pointages de cette tablette.`
    : 'Sans réseau : seulement les listes ouvertes sur cette tablette aujourd’hui.';
  root.replaceChildren(h('a', { class: 'crumb noprint', href: `${base}/pointage` }, 'Pointage'),
    h('div', { class: 'row between top' }, h('div', {}, h('h1', {}, `Dans les locaux : ${count(total)}`), h('p', { class: 'lede' }, `${moment}. Un enfant sans départ noté compte comme présent tant que son service dure${over.length > 0 ? ' ; ceux d’un service terminé sont nommés plus bas' : ''}.`)),
      h('button', { type: 'button', class: 'btn main noprint', onclick: () => print() }, 'Imprimer')),
    h('div', { class: 'note wait', role: 'status' }, h('div', {}, since)),
    total === 0 ? h('p', { class: 'card' }, 'Aucun enfant n’est noté présent pour le moment.') : '',
    ...facilities.map(f => sheet(f, known, moment)), ...over.map(doubtful));
}

// As the page with network says it.
function doubtful(facility) {
  const n = facility.children.length;
  return h('section', { class: 'card flush sheet', 'aria-label': `${facility.label} : service terminé` },
    h('header', {}, h('h2', {}, `${facility.label} : service terminé, aucun départ noté`), h('span', { class: 'small dim' }, `${count(n)} à vérifier`)),
    h('ul', { class: 'list small pad' }, facility.children.map(c => h('li', {}, h('b', {}, `${c.lastName} ${c.firstName}`), c.grade ? `, ${c.grade}` : '', ' ',
      h('span', { class: 'dim' }, `${c.unitLabel}${c.since && c.since !== '00:00' ? `, vu à ${hour(c.since)}` : ''}`)))));
}

function sheet(facility, known, moment) {
  const cell = (label, ...content) => h('td', { role: 'cell', 'data-l': label }, h('span', {}, content));
  const head = ['Enfant', 'Classe', 'Où', 'Depuis', 'À appeler', 'Vu'];
  return h('section', { class: 'card flush sheet', 'aria-label': facility.label }, h('header', {}, h('h2', {}, facility.label), h('span', { class: 'small dim' }, count(facility.children.length))),
    h('table', { class: 't fold', role: 'table' }, h('caption', { class: 'vh' }, `Enfants dans les locaux, ${facility.label}`),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row', class: 'page-head' }, h('th', { role: 'columnheader', colspan: '6' }, [known?.commune, moment, facility.label].filter(Boolean).join(' · '))),
        h('tr', { role: 'row' }, head.map(t => h('th', { role: 'columnheader', scope: 'col' }, t)))),
      h('tbody', { role: 'rowgroup' }, facility.children.map(c => h('tr', { role: 'row' }, h('th', { role: 'rowheader', scope: 'row' }, `${c.lastName} ${c.firstName}`),
        cell('Classe', c.grade ?? '—'), cell('Où', c.unitLabel), cell('Depuis', hour(c.since)), cell('À appeler', people(c.note)), cell('Vu', '☐'))))));
}

const people = note => !note ? '—' : [
  ...(note.courtOrders ?? []).map(o => [h('span', { class: 'badge bad' }, o), h('br')]),
  ...note.mayNot.map(p => [h('b', { class: 'no' }, `Ne pas remettre à ${p.name}`), h('br')]),
  ...note.emergency.map(p => [`${p.name}, ${p.relation}${p.phone ? ` : ${p.phone}` : ''}`, h('br')]),
];
