// Roll call on a tablet: one touch marks, the list stays usable without network, marks wait in the tablet's database and are sent when it comes back.
import { render, say } from './roll-view.mjs';
import { stateOf, standing } from './roll-state.mjs';
import { Store } from './roll-store.mjs';
import { keepInside, showInside } from './roll-inside.mjs';

const root = document.getElementById('pointage');
const base = root.dataset.base;
const query = new URLSearchParams(location.search);
const store = await Store.open(base);
const device = localStorage.getItem('preau.tablette') ?? `Tablette ${crypto.randomUUID().slice(0, 4)}`;
localStorage.setItem('preau.tablette', device);

let list = null;
let waiting = [];
let online = true;
let busy = false;
let offset = 0;

// The commune's clock, written as if it were UTC: the tablet's own zone does not matter.
const local = () => new Date(Date.now() + offset);
const hour = date => date.toISOString().slice(11, 16);
const today = () => local().toISOString().slice(0, 10);

const key = (service, date) => `${service}|${date}`;

async function load() {
  const asked = new URLSearchParams();
  for (const name of ['service', 'date']) if (query.get(name)) asked.set(name, query.get(name));
  const answer = await fetch(`${base}/pointage/liste?${asked}`, { headers: { accept: 'application/json' } }).catch(() => null);
  online = answer !== null && answer.status < 502;
  if (answer?.ok) {
    const fresh = await answer.json();
    offset = Date.parse(fresh.view.now + 'Z') - Date.now();
    list = { ...fresh, key: key(fresh.view.service, fresh.view.date), offset };
    await store.keepList(list);
    return 'fresh';
  }
  if (answer?.status === 401) return 'signed-out';
  if (!list) {
    const kept = (await store.lists()).filter(l => l.view);
    list = kept.find(l => l.view.service === query.get('service') && l.view.date === (query.get('date') ?? l.view.date)) ?? (query.get('service') ? null : kept.at(-1)) ?? null;
    offset = list?.offset ?? 0;
  }
  return list ? 'kept' : 'none';
}

/** Marks of a child on this list, those of the tablet included. */
const marksOf = (child, unit) => [
  ...(list.view.children.find(c => c.childId === child && c.unit === unit)?.marks ?? []).map(m => ({ ...m, time: m.time.slice(0, 5) })),
  ...waiting.filter(m => !m.refused && m.child === child && m.unit === unit && m.date === list.view.date),
];

// A mark belongs to the list it was made on: this day, and a unit of this service.
const belongs = (mark, some) => mark.date === some.view.date && some.view.units.some(u => u.unit === mark.unit);

function children() {
  const added = waiting.filter(m => !m.refused && belongs(m, list) && !list.view.children.some(c => c.childId === m.child && c.unit === m.unit))
    .map(m => ({ other: list.view.others.find(o => o.childId === m.child), unit: m.unit })).filter(a => a.other);
  const unique = [...new Map(added.map(a => [a.other.childId + a.unit, a])).values()];
  return [...list.view.children, ...unique.map(a => ({ ...a.other, unit: a.unit, booked: false, expected: false, marks: [] }))]
    .map(c => ({ ...c, ...stateOf(marksOf(c.childId, c.unit)), standing: standing(marksOf(c.childId, c.unit)) }))
    .sort((a, b) => a.lastName.localeCompare(b.lastName, 'fr') || a.firstName.localeCompare(b.firstName, 'fr'));
}

async function mark(child, unit, kind, { time = null, replaces = null, collectedBy = null } = {}) {
  const at = new Date().toISOString();
  const made = { id: crypto.randomUUID(), child, unit, date: list.view.date, kind, at, time: time ?? hour(local()), given: time !== null, replaces, collectedBy, list: list.key, name: nameOf(child) };
  await store.keepMark(made);
  waiting.push(made);
  draw();
  send();
  return made;
}

const nameOf = child => { const c = [...list.view.children, ...list.view.others].find(c => c.childId === child); return c ? `${c.firstName} ${c.lastName}` : ''; };

/** A correction counts for all hours of its kind that stand. */
async function correct(child, kind, time, collectedBy = null) {
  const old = child.standing.filter(m => m.kind === kind);
  for (const m of old.slice(0, -1)) await mark(child.childId, child.unit, 'Undo', { replaces: m.id });
  await mark(child.childId, child.unit, kind, { time, replaces: old.at(-1)?.id ?? null, collectedBy: collectedBy ?? (kind === 'Departure' ? child.collectedBy : null) });
}

async function withdraw(child, kinds) {
  for (const m of child.standing.filter(m => kinds.includes(m.kind))) await mark(child.childId, child.unit, 'Undo', { replaces: m.id });
}

async function send() {
  const queued = waiting.filter(m => !m.refused).slice(0, 200);
  if (busy || queued.length === 0 || !list) return;
  busy = true;
  let sent = false;
  try {
    const body = { device, sentAt: new Date().toISOString(), marks: queued.map(({ id, child, unit, date, kind, at, time, given, replaces, collectedBy }) => ({ id, child, unit, date, kind, at, time: given ? time + ':00' : null, replaces, collectedBy })) };
    const answer = await fetch(`${base}/pointage/marques`, { method: 'POST', headers: { 'content-type': 'application/json', RequestVerificationToken: list.token }, body: JSON.stringify(body) }).catch(() => null);
    online = answer !== null && answer.status < 502;
    sent = answer?.ok ?? false;
    if (sent) {
      for (const result of (await answer.json()).results) {
        const known = waiting.find(m => m.id === result.id);
        if (!known) continue;
        if (result.kept) {
          await store.dropMark(result.id);
          await addToList(known);
          waiting = waiting.filter(m => m !== known);
        } else {
          known.refused = result.text;
          await store.keepMark(known);
        }
      }
    } else if (answer) {
      // Signed out meanwhile, or the form's token is old: a fresh list brings a new one.
      if (await load() === 'signed-out') say('Votre session est terminée. Reconnectez-vous pour envoyer les pointages gardés ici.', `${base}/connexion?retour=/pointage`, 'Se reconnecter');
    }
  } finally {
    busy = false;
    draw();
  }
  // What was marked meanwhile goes at once; after a failure the next look at the list tries again.
  if (sent && waiting.some(m => !m.refused)) setTimeout(send, 0);
}

// What was sent belongs to the list, until the next one comes.
async function addToList(mark) {
  const own = belongs(mark, list) ? list : (await store.lists()).find(l => l.view && belongs(mark, l));
  if (!own) return;
  let child = own.view.children.find(c => c.childId === mark.child && c.unit === mark.unit);
  if (!child) {
    const other = own.view.others.find(o => o.childId === mark.child);
    if (!other) return;
    child = { ...other, unit: mark.unit, booked: false, expected: false, marks: [] };
    own.view.children.push(child);
  }
  child.marks.push({ id: mark.id, kind: mark.kind, at: mark.at, time: mark.time, replaces: mark.replaces, collectedBy: mark.collectedBy, by: '' });
  await store.keepList(own);
}

async function refresh() {
  if (busy) return;
  await load();
  waiting = await store.marks();
  draw();
  await send();
}

async function forgetOtherDays() {
  const held = new Set((await store.marks()).map(m => m.date));
  for (const old of await store.lists()) if (old.view && old.view.date < today() && !held.has(old.view.date)) await store.dropList(old.key);
}

function draw() {
  if (!list) return;
  render(root, {
    view: list.view, notes: new Map(list.notes.map(n => [n.childId, n])), children: children(), now: hour(local()), isToday: list.view.date === today(), online,
    unsent: waiting.filter(m => !m.refused).length, refused: waiting.filter(m => m.refused),
    mark, correct, withdraw, drop: async m => { await store.dropMark(m.id); waiting = waiting.filter(w => w !== m); draw(); }, refresh,
  });
}

async function start() {
  waiting = await store.marks();
  const first = await load();
  if (list) {
    draw();
    await forgetOtherDays();
    await send();
    keepInside(store, base);
  } else if (first === 'none') {
    say('Ce pointage n’a pas encore été ouvert sur cette tablette aujourd’hui : il faut du réseau une première fois.', location.href, 'Réessayer');
  }
  addEventListener('online', refresh);
  addEventListener('offline', () => { online = false; draw(); });
  addEventListener('visibilitychange', () => { if (!document.hidden) refresh(); });
  setInterval(() => document.hidden || refresh(), 20_000);
  // Whoever is in the building, on every tablet that marks: a fire asks for no network.
  setInterval(() => document.hidden || keepInside(store, base), 120_000);
  // The hours on the buttons follow the clock, but not under a finger or while an hour is being typed.
  setInterval(() => document.activeElement?.closest('.roll') || draw(), 30_000);
}

// The evacuation list has come from the service, or is drawn from what this tablet holds.
if (location.pathname.endsWith('/pointage/evacuation')) {
  if (root.dataset.inside === undefined) await showInside(root, store, base);
  else await keepInside(store, base);
} else {
  await start();
}

if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register(`${base}/pointage/garde.js`, { scope: `${base}/pointage` }).then(async () => {
    const worker = (await navigator.serviceWorker.ready).active;
    const files = performance.getEntriesByType('resource').map(r => r.name).filter(n => new URL(n).pathname.startsWith('/_ui/'));
    navigator.serviceWorker.addEventListener('message', e => { if (e.data?.kept) root.dataset.kept = '1'; });
    worker.postMessage({ keep: [...new Set(files)] });
  }).catch(() => { /* no offline here: the page says when the network is gone */ });
}
