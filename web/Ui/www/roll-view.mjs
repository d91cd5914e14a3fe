// Draws the roll call. It decides nothing: what stands comes from roll-state.mjs, what to do from roll.mjs.

import { lateMinutes } from './roll-state.mjs';

const icons = document.getElementById('pointage').dataset.icons;
const french = time => time ? `${+time.slice(0, 2)} h${time.slice(3, 5) === '00' ? '' : ' ' + time.slice(3, 5)}` : '';
const span = minutes => minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h${minutes % 60 ? ' ' + String(minutes % 60).padStart(2, '0') : ''}`;
const plural = (n, one, many) => `${n} ${n > 1 ? many : one}`;
const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const filters = {
  // Whoever came is shown among the expected, and not counted as one of them.
  expected: ['prévus', 'prévu', c => c.expected || c.presence === 'Present', c => c.expected],
  present: ['présents', 'présent', c => c.presence === 'Present' && !c.departure],
  todo: ['à pointer', 'à pointer', c => c.expected && c.presence === 'Unmarked'],
  left: ['partis', 'parti', c => c.departure],
  notes: ['consignes', 'consigne', (c, m) => hasNote(m.notes.get(c.childId))],
};
const view = { filter: 'expected', find: '', adding: false, addFind: '', editing: null, who: new Set(), collect: new Set(), undo: null };
let model = null;

function h(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...content.flat(9).filter(c => c !== null && c !== undefined && c !== false));
  return element;
}

function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'i');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `${icons}#i-${name}`);
  svg.append(use);
  return svg;
}

const hidden = text => h('span', { class: 'vh' }, text);

export function render(root, next) {
  model = next;
  const focus = document.activeElement?.closest?.('#pointage [data-f]')?.dataset.f;
  const place = document.activeElement?.selectionStart;
  root.replaceChildren(head(), summary(), tools(), ...toast(), ...refusals(), list(), foot());
  const again = focus && (root.querySelector(`[data-f="${CSS.escape(focus)}"]`) ?? root.querySelector(`[data-f^="${CSS.escape(focus.split('/')[0])}/"]`));
  again?.focus({ preventScroll: true });
  if (again?.setSelectionRange && place !== null && ['search', 'text'].includes(again.type)) again.setSelectionRange(place, place);
}

/** A sentence above the list, with one way on. */
export function say(text, href, label) {
  const note = h('div', { class: 'note wait', role: 'status', id: 'dire' }, icon('info'), h('div', {}, text + ' ', h('a', { href }, label)));
  document.getElementById('dire')?.remove();
  document.getElementById('pointage').before(note);
}

const redraw = () => render(document.getElementById('pointage'), model);

function head() {
  const { view: v, unsent, online } = model;
  const slot = v.units.find(u => u.to);
  const state = !online ? ['wait', 'off', `Hors ligne : ${unsent ? plural(unsent, 'pointage gardé ici', 'pointages gardés ici') : 'continuez, tout est gardé ici'}`]
    : unsent ? ['info', 'up', plural(unsent, 'pointage en cours d’envoi', 'pointages en cours d’envoi')] : ['ok', 'check', 'Tout est envoyé'];
  return h('div', { class: 'row between top' },
    h('div', {}, h('h1', {}, `${v.label}, ${v.facilityLabel}`), h('p', { class: 'lede' }, `${day(v.date)}${model.isToday ? ` · ${french(model.now)}` : ''}${slot ? ` · ferme à ${french(slot.to)}` : ''}`)),
    h('div', { class: 'row' },
      h('span', { class: `badge ${state[0]}`, role: 'status', 'data-unsent': unsent }, icon(state[1]), state[2]),
      h('a', { class: 'btn noprint', href: `${base()}/pointage/evacuation?facility=${encodeURIComponent(v.facility)}`, 'data-f': 'evacuation' }, icon('print'), 'Liste d’évacuation')));
}

const counted = (n, one, many) => [h('b', {}, String(n)), n > 1 ? many : one];

function summary() {
  return h('div', { class: 'sum noprint', role: 'group', 'aria-label': 'Afficher' }, Object.entries(filters).map(([key, [many, one, takes, counts = takes]]) =>
    h('button', { type: 'button', 'aria-pressed': String(view.filter === key), 'aria-current': view.filter === key ? 'true' : null, 'data-f': `filter-${key}`, onclick: () => { view.filter = key; redraw(); } },
      ...counted(model.children.filter(c => counts(c, model)).length, one, many))));
}

function tools() {
  const find = h('input', { class: 'input auto grow', id: 'chercher', type: 'search', 'data-f': 'find', autocomplete: 'off', oninput: e => { view.find = e.target.value; redraw(); } });
  find.value = view.find;
  const add = h('input', { class: 'input', id: 'ajouter', type: 'search', 'data-f': 'add-find', autocomplete: 'off', oninput: e => { view.addFind = e.target.value; redraw(); } });
  add.value = view.addFind;
  const words = plain(view.addFind).split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? [] : model.view.others.filter(o => words.every(w => plain(`${o.lastName} ${o.firstName}`).includes(w)) && !model.children.some(c => c.childId === o.childId));
  return h('div', { class: 'stack noprint' },
    h('div', { class: 'row' }, h('label', { for: 'chercher' }, 'Chercher'), find,
      h('button', { type: 'button', class: 'btn', 'aria-expanded': String(view.adding), 'data-f': 'add', onclick: () => { view.adding = !view.adding; redraw(); if (view.adding) document.getElementById('ajouter').focus(); } }, icon('plus'), 'Enfant non prévu')),
    view.adding && h('div', { class: 'card stack' },
      h('label', { for: 'ajouter' }, 'Nom de l’enfant'), add,
      words.length > 0 && found.length === 0 && h('p', { role: 'status' }, 'Aucun enfant de l’école ou du service ne porte ce nom.'),
      found.length > 20 && h('p', { role: 'status' }, `${found.length} enfants portent ce nom, les 20 premiers sont montrés : écrivez-en plus.`),
      h('ul', { class: 'list' }, found.slice(0, 20).map(o => h('li', {}, h('span', { class: 'grow' }, `${o.lastName} ${o.firstName} `, h('span', { class: 'dim small' }, [o.grade, o.school].filter(Boolean).join(', ')), o.enrolled === false && [' ', h('span', { class: 'badge wait' }, icon('warn'), 'Pas dans ce service')]),
        model.view.units.map(u => h('button', { type: 'button', class: 'btn main', 'data-f': `add-${o.childId}-${u.unit}`, onclick: () => added(o, u) }, `Noter ${u.times ? 'l’arrivée' : 'présent'}${model.view.units.length > 1 ? `, ${u.shortLabel}` : ''}`, hidden(` de ${o.firstName} ${o.lastName}`))))))));
}

async function added(other, unit) {
  view.adding = false;
  view.addFind = '';
  await touch({ ...other, unit: unit.unit, standing: [] }, unit.times ? 'Arrival' : 'Present');
}

function toast() {
  if (!view.undo) return [];
  const { text, child, mark } = view.undo;
  return [h('div', { class: 'toast', role: 'status' }, h('p', { class: 'grow' }, text), h('button', {
    type: 'button', class: 'btn', 'data-f': 'undo', onclick: async () => { view.undo = null; await model.mark(child.childId, child.unit, 'Undo', { replaces: mark.id }); },
  }, icon('undo'), 'Annuler'))];
}

function refusals() {
  return model.refused.map(m => {
    return h('div', { class: 'note bad', role: 'alert' }, icon('warn'), h('div', {}, h('b', {}, `Pointage refusé${m.name ? ` : ${m.name}` : ''}, ${french(m.time)}. `), m.refused, ' ',
      h('button', { type: 'button', class: 'btn quiet', 'data-f': `drop-${m.id}`, onclick: () => model.drop(m) }, 'J’ai vu')));
  });
}

function list() {
  const words = plain(view.find).split(/\s+/).filter(Boolean);
  const shown = model.children.filter(c => words.length > 0 ? words.every(w => plain(`${c.lastName} ${c.firstName}`).includes(w)) : filters[view.filter][2](c, model));
  return shown.length === 0
    ? h('p', { class: 'card' }, words.length > 0 ? 'Aucun enfant de la liste ne porte ce nom.' : model.view.children.length === 0 ? 'Personne n’est attendu pour le moment. Un enfant qui se présente peut être ajouté.' : `Aucun enfant dans « ${filters[view.filter][0]} ».`)
    : h('ul', { class: 'roll' }, shown.map(row));
}

function row(child) {
  const unit = model.view.units.find(u => u.unit === child.unit) ?? model.view.units[0];
  const note = model.notes.get(child.childId);
  const key = `${child.childId}-${child.unit}`;
  const name = `${child.firstName} ${child.lastName}`;
  const editing = view.editing?.key === key ? view.editing : null;
  const late = lateMinutes(unit, child.departure);
  const lateNow = model.isToday && unit.times && child.presence === 'Present' && !child.departure ? lateMinutes(unit, model.now) : null;
  return h('li', { 'data-child': child.childId, 'data-presence': child.presence },
    h('span', { class: 'face', 'aria-hidden': 'true' }, child.firstName[0] ?? '?'),
    h('div', {}, h('p', { class: 'name' }, name, ' ', h('span', { class: 'dim small' }, [child.grade, model.view.units.length > 1 ? unit.shortLabel : null].filter(Boolean).join(' · '))),
      h('p', { class: 'small dim' }, sub(child, unit), late && [' ', h('span', { class: 'badge wait' }, icon('clock'), `Retard : ${span(late)}`)], note && (note.pickUp.length > 0 || note.mayNot.length > 0) && [' · ', h('button', {
        type: 'button', class: 'link', 'aria-expanded': String(view.who.has(key)), 'data-f': `${key}/who`, onclick: () => { if (!view.who.delete(key)) view.who.add(key); redraw(); },
      }, 'Qui vient ?', hidden(` Personnes autorisées pour ${name}`))], unit.times && child.departure && !child.collectedBy && !view.collect.has(key) && [' · ', h('button', {
        type: 'button', class: 'link', 'data-f': `${key}/to`, onclick: () => { view.collect.add(key); redraw(); },
      }, 'Avec qui ?', hidden(` À qui ${name} a été remis`))])),
    h('div', { class: 'act noprint' }, buttons(child, unit, key, name)),
    editing && edit(child, editing, name),
    unit.times && child.departure && !editing && !child.collectedBy && view.collect.has(key) && collected(child, note, name),
    lateNow && h('div', { class: 'note wait' }, icon('clock'), h('div', {}, `L’accueil a fermé à ${french(unit.to)} : ce départ sera noté avec ${span(lateNow)} de retard.`)),
    child.conflict && h('div', { class: 'note wait' }, icon('warn'), h('div', {}, h('b', {}, 'Deux pointages se contredisent. '), 'Corrigez l’heure pour trancher.')),
    note?.courtOrders?.map(order => h('div', { class: 'note bad' }, icon('warn'), h('div', {}, h('b', {}, order)))),
    note?.mayNot.map(p => h('div', { class: 'note bad' }, icon('lock'), h('div', {}, h('b', {}, `Ne pas remettre à ${p.name}. `), p.relation))),
    note && (note.toDo.length > 0 || (unit.meal && note.diet)) && h('div', { class: 'note wait' }, icon('info'), h('div', {}, [...note.toDo, unit.meal && note.diet ? `Repas ${note.diet}` : null].filter(Boolean).join(' · '))),
    note?.leavesAloneAt && unit.times && h('div', { class: 'note info' }, icon('clock'), h('div', {}, `Peut partir seul à partir de ${french(note.leavesAloneAt)}.`)),
    view.who.has(key) && h('div', { class: 'full' }, h('ul', { class: 'who-may small' }, note.pickUp.map(p => h('li', {}, h('b', {}, p.name), `, ${p.relation} `, p.phone && h('a', { href: `tel:${p.phone.replace(/\s/g, '')}` }, icon('phone'), p.phone))))));
}

const agree = (child, word, rest = '') => `${word}${child.gender === 'f' ? 'e' : ''}${rest}`;
const left = child => agree(child, 'Parti');

/** Whom the child was handed to: those who may come, one touch each, or a name. */
function collected(child, note, name) {
  const tell = who => model.correct(child, 'Departure', child.departure, who);
  const barred = who => note?.mayNot.find(p => plain(p.name).split(/\s+/).sort().join(' ') === plain(who).split(/\s+/).filter(Boolean).sort().join(' '));
  const key = `${child.childId}-${child.unit}`;
  const input = h('input', { class: 'input auto', id: `remis-${key}`, maxlength: '120', required: true, 'data-f': `${key}/collected` });
  const alert = h('p', { class: 'err', role: 'alert' });
  const people = note?.pickUp ?? [];
  return h('div', { class: 'full row', role: 'group', 'aria-label': `À qui ${name} a été remis${child.gender === 'f' ? 'e' : ''}` }, h('span', { class: 'small dim' }, 'Remis à :'),
    people.map((p, i) => h('button', { type: 'button', class: 'btn', 'data-f': `${key}/collected-${i}`, onclick: () => tell(p.name) }, p.name)),
    note?.leavesAloneAt && child.departure >= note.leavesAloneAt.slice(0, 5) && h('button', { type: 'button', class: 'btn', 'data-f': `${key}/alone`, onclick: () => tell(agree(child, 'Parti', ' ') + agree(child, 'seul')) }, `Parti${child.gender === 'f' ? 'e seule' : ' seul'}`),
    h('form', { class: 'row', onsubmit: e => {
      e.preventDefault();
      const person = barred(input.value);
      if (person) { alert.textContent = `Ne pas remettre à ${person.name}. ${person.relation}`; input.focus(); return; }
      tell(input.value.trim());
    } }, h('label', { for: input.id, class: 'vh' }, `Autre personne à qui ${name} a été remis${child.gender === 'f' ? 'e' : ''}`), input, h('button', { class: 'btn', 'data-f': `${key}/collected-save` }, 'Une autre personne')),
    alert);
}

function sub(child, unit) {
  if (child.presence === 'Absent') return agree(child, 'Absent');
  if (child.departure) return `${left(child)} à ${french(child.departure)}${child.collectedBy ? `, avec : ${child.collectedBy}` : ''}`;
  if (child.presence === 'Present') return agree(child, 'Présent', child.booked ? '' : ' sans réservation');
  if (['AbsentExcused', 'AbsentBilled'].includes(child.state)) return 'Absence annoncée';
  return agree(child, 'Prévu', unit.from ? ` à ${french(unit.from)}` : '');
}

function buttons(child, unit, key, name) {
  const now = model.isToday ? model.now : (unit.from?.slice(0, 5) ?? '12:00');
  const big = (kind, label, small, className) => h('button', { type: 'button', class: `btn ${className}`, 'aria-pressed': 'false', 'data-f': `${key}/${kind}`, 'data-kind': kind, onclick: () => touch(child, kind, unit) },
    h('span', {}, label), h('small', {}, hidden(`${name}, `), small));
  const done = (kind, label, small) => h('button', { type: 'button', class: 'btn done', 'aria-pressed': 'true', 'data-f': `${key}/${kind}`, onclick: () => { view.editing = view.editing?.key === key && view.editing.kind === kind ? null : { key, kind }; redraw(); } },
    h('span', {}, icon('check'), label), h('small', {}, small, hidden(`, ${name}`)));
  if (!unit.times) {
    return child.presence === 'Present' ? [done('Present', agree(child, 'Présent'), 'corriger')] : child.presence === 'Absent' ? [done('Absent', agree(child, 'Absent'), 'corriger'), big('Present', agree(child, 'Présent'), 'finalement là', '')]
      : [big('Present', agree(child, 'Présent'), 'est là', 'main'), big('Absent', 'Absence', 'n’est pas là', '')];
  }
  if (child.presence === 'Absent') return [big('Arrival', 'Arrivée', `à ${french(now)}`, ''), done('Absent', agree(child, 'Absent'), 'corriger')];
  if (child.presence === 'Unmarked') return [big('Arrival', 'Arrivée', `à ${french(now)}`, 'main'), big('Absent', 'Absence', 'n’est pas là', '')];
  const leave = model.isToday ? now : unit.to?.slice(0, 5) ?? '18:00';
  return [child.arrival ? done('Arrival', french(child.arrival), 'arrivée, corriger') : big('Arrival', '▼ Arrivée', 'manquante', ''),
    child.departure ? done('Departure', french(child.departure), 'départ, corriger') : big('Departure', model.isToday ? 'Départ' : '▼ Départ', model.isToday ? `à ${french(leave)}` : 'manquant', 'go'),
    child.arrival && child.departure && child.departure <= now && model.isToday && big('Arrival', 'De retour', `à ${french(now)}`, '')];
}

function edit(child, { key, kind }, name) {
  const timed = kind === 'Arrival' || kind === 'Departure';
  const id = `heure-${key}`;
  const input = timed && h('input', { class: 'input auto', type: 'time', id, required: true, 'data-f': `${key}/time` });
  if (input) input.value = (kind === 'Arrival' ? child.arrival : child.departure) ?? model.now;
  const close = () => { view.editing = null; };
  return h('form', { class: 'row full', onsubmit: async e => { e.preventDefault(); close(); await model.correct(child, kind, input.value); } },
    timed && [h('label', { for: id }, `${kind === 'Arrival' ? 'Arrivée' : 'Départ'} de ${name}`), input, h('button', { class: 'btn main', 'data-f': `${key}/save` }, 'Corriger l’heure')],
    h('button', { type: 'button', class: 'btn', 'data-f': `${key}/withdraw`, onclick: async () => { close(); await model.withdraw(child, [kind]); } }, icon('undo'), 'Retirer ce pointage'));
}

async function touch(child, kind, unit) {
  const absent = child.standing.filter(m => m.kind === 'Absent').at(-1);
  const seen = kind === 'Arrival' || kind === 'Present';
  // On another day the hour must be said: the slot's is proposed, and corrected in place.
  const time = model.isToday || !['Arrival', 'Departure'].includes(kind) ? null : (kind === 'Arrival' ? unit?.from : unit?.to)?.slice(0, 5) ?? '12:00';
  const made = await model.mark(child.childId, child.unit, kind, { time, replaces: seen && absent ? absent.id : null });
  const what = { Arrival: `Arrivée de ${child.firstName} ${child.lastName} notée à ${french(made.time)}.`, Departure: `Départ de ${child.firstName} ${child.lastName} noté à ${french(made.time)}.`, Present: `${child.firstName} ${child.lastName} : ${agree(child, 'noté')} ${agree(child, 'présent')}.`, Absent: `${child.firstName} ${child.lastName} : ${agree(child, 'noté')} ${agree(child, 'absent')}.` }[kind];
  if (kind === 'Departure') view.collect.add(`${child.childId}-${child.unit}`);
  view.undo = { text: what, child, mark: made };
  redraw();
}

function foot() {
  const unit = model.view.units.find(u => u.times && u.lateAfter);
  return h('p', { class: 'small dim noprint' }, unit ? `Un départ après ${french(unit.lateAfter)} est noté en retard.` : '');
}

const hasNote = note => note && (note.toDo.length > 0 || note.mayNot.length > 0 || note.courtOrders?.length > 0 || note.diet || note.leavesAloneAt);
const base = () => document.getElementById('pointage').dataset.base;
const day = iso => { const text = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(iso + 'T12:00:00Z')); return text[0].toUpperCase() + text.slice(1); };
