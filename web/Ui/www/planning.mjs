// The month grid. Without this file it is a form of check boxes and links. This adds arrows, ranges, the cell's menu, the running price and the weeks of a phone.
const form = document.querySelector('[data-planning]');
const table = form.querySelector('table');
const rows = [...table.tBodies].flatMap(b => [...b.rows]).map(r => [...r.cells].slice(1).flatMap(td => Array(td.colSpan).fill(td)));
const ctl = td => td?.querySelector('label input, a.k');
const box = t => t.closest('label, .k');
const wide = matchMedia('(min-width: 56.25em)');
const menu = document.getElementById('menu-case');
const sheet = document.getElementById('volet');
const reply = document.getElementById('reponse');
const limits = table.dataset.limits.split('|');
const base = form.action.replace(/\/planning\/verifier$/, '');
const say = form.querySelector('[data-say]');
const keptWords = form.querySelector('[data-detail]').textContent;
const nb = '\u00a0';
const euro = c => `${(c / 100).toLocaleString('fr-FR', { minimumFractionDigits: 2 })}${nb}€`;
/* What a cell says: its service, and its price or state. */
const unit = cell => [...cell.childNodes].find(n => n.nodeType === 3).textContent.trim();
const word = cell => { const i = cell.querySelector('i, em'), more = cell.querySelector('i ~ em'); return i.matches('label > i') ? `${i.textContent}${nb}€${more ? ` ${more.textContent}` : ''}` : i.textContent; };
/* What can be done: on the cell, else a free one can be booked and the others are as their row says. */
const dearer = cell => cell.querySelector('i ~ em'), can = (t, cell) => +(cell.dataset.a ?? (t.type === 'checkbox' ? 1 : cell.closest('tr').dataset.a ?? 0));
const cents = text => /^\d/.test(text) ? Math.round(parseFloat(text.replace(/[^\d,]/g, '').replace(',', '.')) * 100) : null;
const list = a => a.length < 2 ? a.join('') : `${a.slice(0, -1).join(', ')} et ${a.at(-1)}`;
let here = [0, 0], opener;
/* The page is short: what repeats five hundred times is added here. Columns stand in the head, the day in front of its row. */
const heads = [...table.tHead.rows[0].cells];
const kids = new Map();
let kid;
heads.forEach((th, i) => { if (th.matches('.kid')) kid = [...th.childNodes].find(n => n.nodeType === 3)?.textContent.trim(); kids.set(i, kid); });
const month = form.querySelector('[name=m]').value, columns = form.querySelector('[name=k]').value.split(' ');
rows.forEach(row => {
  const day = row[0]?.parentElement.querySelector('.long').textContent;
  row.forEach((td, i) => {
    const t = ctl(td), th = heads[i + 1];
    if (!t || t.ariaLabel) return;
    td.role = 'cell';
    const [column, date] = t.type === 'checkbox' ? t.name.split('.') : [];
    t.dataset.c = column ? `${columns[column]}.${month}${date.padStart(2, '0')}` : new URL(t.href).searchParams.get('c');
    t.ariaLabel = `${unit(box(t))} ${word(box(t))}, ${'n' in th.dataset ? `${th.firstElementChild.textContent}, ` : ''}${kids.get(i + 1)}, ${day}`;
  });
});
const address = t => t.dataset.c;

/* What is chosen; its sum adds what the service gave for each day, to foresee at each tick: the next page shows the service's own. */
const chosen = () => [...table.querySelectorAll('td :checked')];
function sum() {
  const on = chosen(), kept = +form.querySelector('.bar').dataset.kept || 0, keptPrice = form.querySelector('.bar').dataset.keptPrice, some = on.length + kept > 0;
  form.querySelector('.bar').hidden = !some;
  form.querySelector('[data-more]').hidden = on.length !== 1;
  if (!some) return void (say.textContent = '');
  const parts = on.map(x => ({ day: x.closest('tr').querySelector('.long').textContent, child: address(x).split('.')[0], kid: name(x), price: cents(word(box(x))), unit: unit(box(x)) }));
  const days = new Set(parts.map(p => p.child + p.day)).size + kept;
  const known = parts.every(p => p.price !== null) && (!kept || keptPrice);
  const price = known ? ` · ${euro(parts.reduce((s, p) => s + p.price, kept ? +keptPrice : 0))}` : '';
  const n = `${days}${nb}${days > 1 ? 'jours' : 'jour'}`;
  form.querySelector('[data-sum]').textContent = `${n} ${days > 1 ? 'choisis' : 'choisi'}${price}`;
  form.querySelector('[data-go]').textContent = `Demander ${n}${price}`;
  const when = [...new Set(parts.map(p => p.day.split(' ').slice(0, 2).join(' ').replace(/\u00a0.*/, '')))];
  form.querySelector('[data-detail]').textContent = [list([...new Set(parts.map(p => p.kid))]), list([...new Set(parts.map(p => p.unit.toLowerCase()))]), when.length > 4 ? `${when.length} dates` : when.join(', '), kept && keptWords].filter(Boolean).join(' · ');
  say.textContent = `${n}${price.replace(' ·', ',')}`;
}
const column = t => 1 + rows.find(r => r.includes(t.closest('td'))).indexOf(t.closest('td'));
const name = t => kids.get(column(t)), head = t => heads[column(t)];
// Days of one row share a parameter: the address of a whole month stays short.
form.addEventListener('formdata', e => {
  const all = [...e.formData.getAll('c'), ...chosen().map(address)];
  for (const name of ['c', 'k', 'm', ...chosen().map(t => t.name)]) e.formData.delete(name);
  const groups = new Map();
  for (const c of all) {
    const [, head, days] = c.match(/^(.*\.\d{6})(.*)$/);
    groups.set(head, [...(groups.get(head) ?? []), ...days.split('-')]);
  }
  groups.forEach((days, head) => e.formData.append('c', head + days.join('-')));
});

/* One tab stop; arrows move */
function focus(r, c) {
  const t = ctl(rows[r]?.[c]);
  if (!t) return false;
  table.querySelectorAll('[tabindex="0"]').forEach(x => (x.tabIndex = -1));
  t.tabIndex = 0;
  t.focus();
  here = [r, c];
  return true;
}
function rove() {
  const all = rows.flat().map(ctl).filter(Boolean);
  all.forEach(t => (t.tabIndex = wide.matches ? -1 : 0));
  if (wide.matches && all.length) (table.querySelector('.today td :is(input, a)') ?? all[0]).tabIndex = 0;
}
table.addEventListener('focusin', e => {
  const td = e.target.closest('td'), r = rows.findIndex(x => x.includes(td));
  if (r >= 0) here = [r, rows[r].indexOf(td)];
});
table.addEventListener('keydown', e => {
  if (!ctl(e.target.closest('td'))) return;
  if (e.key === 'Enter' || e.key === 'ContextMenu' || (e.shiftKey && e.key === 'F10')) { e.preventDefault(); return open(e.target); }
  const step = wide.matches && { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[e.key];
  if (!step) return;
  e.preventDefault();
  let [r, c] = here;
  const from = e.target;
  do { r += step[0]; c += step[1]; } while (rows[r]?.[c] && !ctl(rows[r][c]));
  if (focus(r, c) && e.shiftKey && from.type === 'checkbox') {
    from.checked = true;
    const t = ctl(rows[r][c]);
    if (t.type === 'checkbox') t.checked = true;
    sum();
  }
});

/* The menu of a cell */
function open(target) {
  opener = target;
  const cell = box(target), data = cell.dataset, c = encodeURIComponent(address(target)), may = can(target, cell);
  const [first, ...rest] = target.getAttribute('aria-label').split(', ');
  menu.querySelector('#menu-titre').textContent = [unit(cell), ...rest.slice(-2)].join(', ');
  menu.querySelector('[data-menu-state]').textContent = [word(cell), data.p ?? (cell.matches('a:not([data-e])') && head(target).dataset.p)].filter(Boolean).join(' · ');
  const until = limits[data.u ?? cell.closest('tr').dataset.u];
  const limit = !until ? '' : may & 16 ? `limite passée, un agent décidera (possible jusqu’au ${until})` : dearer(cell) ? `limite passée, prix majoré (possible jusqu’au ${until})` : `${may & 1 ? '' : 'sans frais '}jusqu’au ${until}`;
  const [standing, ...standingName] = (data.r ?? '').split(' ');
  const to = { book: `/planning/verifier?c=${c}`, cancel: `/planning/verifier?a=annuler&c=${c}`, absence: `/absence?c=${c}`, why: `/planning/pourquoi?c=${c}`, week: `/planning/semaine-type?c=${c}`,
    instead: `/planning/verifier?c=${c}&p=${encodeURIComponent(address(target).replace(/\.[^]*\./, `.${standing}.`))}` };
  const weekday = target.closest('tr').querySelector('.long').textContent.split(' ')[0];
  const words = { 'week-words': `Tous les ${weekday}s jusqu’aux vacances, ou plus…`, 'weekday-words': `Choisir tous les ${weekday}s du mois`, instead: `de « ${standingName.join(' ')} »` };
  for (const [mark, text] of Object.entries(words)) menu.querySelector(`[data-${mark}]`).textContent = text;
  for (const b of menu.querySelectorAll('[data-pick]')) b.hidden = target.type !== 'checkbox';
  for (const a of menu.querySelectorAll('[data-do]')) {
    const act = a.dataset.do, told = a.querySelector('[data-limit]');
    a.hidden = !({ accept: !!data.o, decline: !!data.o, book: may & 1, instead: !!standing, cancel: may & 2 && !data.o, absence: may & 4 }[act] ?? true);
    if (to[act]) a.href = base + to[act];
    if (told) told.textContent = act === 'accept' ? `gardée jusqu’au ${data.o}` : limit;
  }
  reply.elements.c.value = address(target);
  cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const at = cell.getBoundingClientRect();
  menu.showPopover();
  target.setAttribute('aria-expanded', 'true');
  const below = at.bottom + menu.offsetHeight + 12 < innerHeight;
  menu.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - menu.offsetHeight - 8)}px`;
  menu.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - menu.offsetWidth - 8))}px`;
  menu.querySelector(':is(a, [data-do]):not([hidden])').focus({ preventScroll: true });
}
menu.addEventListener('toggle', e => {
  if (e.newState !== 'closed') return;
  opener?.removeAttribute('aria-expanded');
  if (!sheet.open) opener?.focus();
});
menu.addEventListener('keydown', e => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  if (!step) return;
  e.preventDefault();
  const all = [...menu.querySelectorAll(':is(a, button):not([hidden])')];
  all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
});
// A whole row, or a weekday of it: what is free of it is chosen, or let go when all of it was.
menu.addEventListener('click', e => {
  const b = e.target.closest('[data-pick]');
  if (!b) return;
  const td = opener.closest('td'), r = rows.findIndex(x => x.includes(td)), c = rows[r].indexOf(td);
  const day = row => row[0].parentElement.querySelector('.long').textContent.split(' ')[0];
  const boxes = rows.filter(row => b.dataset.pick === 'row' || day(row) === day(rows[r])).map(row => ctl(row[c])).filter(t => t?.type === 'checkbox');
  const all = boxes.every(t => t.checked);
  boxes.forEach(t => (t.checked = !all));
  menu.hidePopover();
  sum();
});
// « Pourquoi ? » and the absence are read beside the planning; a page of their own stays one click away.
menu.addEventListener('click', e => {
  const a = e.target.closest('[data-do]');
  if (!a || e.ctrlKey || e.metaKey || e.shiftKey || !['why', 'absence'].includes(a.dataset.do)) return;
  e.preventDefault();
  beside(a.href);
});
// A place that is offered is answered here; what was chosen besides stays chosen.
reply.addEventListener('submit', () => {
  for (const old of reply.querySelectorAll('[name=garder]')) old.remove();
  for (const c of new FormData(form).getAll('c')) reply.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'garder', value: c }));
});
async function beside(href) {
  const page = await fetch(`${href}&volet=1`).catch(() => null);
  if (!page?.ok || page.redirected) return void (location.href = href);
  const close = Object.assign(document.createElement('button'), { type: 'button', className: 'btn', textContent: 'Fermer' });
  close.addEventListener('click', () => sheet.close());
  const head = Object.assign(document.createElement('div'), { className: 'row between' });
  head.append(Object.assign(document.createElement('a'), { href, className: 'small', textContent: 'Ouvrir la page' }), close);
  sheet.replaceChildren(head, ...new DOMParser().parseFromString(await page.text(), 'text/html').body.childNodes);
  if (menu.matches(':popover-open')) menu.hidePopover();
  sheet.showModal();
  sheet.scrollTop = 0;
  const title = sheet.querySelector('h1');
  if (title) { title.id ||= 'volet-titre'; sheet.setAttribute('aria-labelledby', title.id); title.tabIndex = -1; title.focus(); }
}
sheet.addEventListener('close', () => opener?.focus());
sheet.addEventListener('click', e => { if (e.target === sheet) sheet.close(); });
form.querySelector('[data-more]').addEventListener('click', () => open(chosen()[0]));

/* Click, right click, long press */
let held, press, down;
table.addEventListener('click', e => {
  const a = e.target.closest('a.k');
  if (a && !e.ctrlKey && !e.metaKey && !e.shiftKey) { e.preventDefault(); open(a); }
});
table.addEventListener('contextmenu', e => {
  const t = ctl(e.target.closest('td'));
  if (!t) return;
  e.preventDefault();
  if (!menu.matches(':popover-open')) open(t);
});
// What lifting the finger of a long press clicks, a cell or the menu that opened over it, does nothing, however late it comes; the next touch or key begins anew.
addEventListener('click', e => { if (held) { e.preventDefault(); e.stopPropagation(); } }, { capture: true });
for (const anew of ['pointerdown', 'keydown']) addEventListener(anew, () => (held = null), { capture: true });
const letGo = () => clearTimeout(press);
table.addEventListener('pointerdown', e => {
  down = e.timeStamp;
  const t = ctl(e.target.closest('td'));
  if (t && e.pointerType !== 'mouse') { letGo(); press = setTimeout(() => { held = t; navigator.vibrate?.(15); open(t); }, 550); }
});
for (const over of ['pointerup', 'pointercancel', 'scroll']) addEventListener(over, letGo, { capture: true, passive: true });
addEventListener('pointermove', e => { if (Math.abs(e.movementX) + Math.abs(e.movementY) > 6) letGo(); }, { passive: true });
// Lifting the finger closes what opened under it, and clicks: the menu stays, nothing is chosen.
// A page that is busy may see a short tap's end only after the timer: the finger's own times say which it was.
for (const up of ['pointerup', 'pointercancel']) addEventListener(up, e => {
  if (!held) return;
  if (e.timeStamp - down < 550) {
    held = null;
    return menu.hidePopover();
  }
  const t = held;
  setTimeout(() => { if (!menu.matches(':popover-open')) open(t); }, 60);
});

/* Drag over free cells with the mouse */
let paint;
table.addEventListener('pointerdown', e => {
  const t = ctl(e.target.closest('td'));
  if (t?.type === 'checkbox' && e.pointerType === 'mouse' && !e.button) { paint = { from: t, to: !t.checked }; e.target.releasePointerCapture?.(e.pointerId); }
});
table.addEventListener('pointerover', e => {
  const t = paint && ctl(e.target.closest('td'));
  if (t?.type === 'checkbox' && t !== paint.from) { paint.from.checked = t.checked = paint.to; paint.moved = true; sum(); }
});
addEventListener('pointerup', () => {
  if (paint?.moved) addEventListener('click', e => { if (table.contains(e.target)) { e.preventDefault(); e.stopPropagation(); } }, { capture: true, once: true });
  paint = null;
});
table.addEventListener('dragstart', e => e.preventDefault());

/* The weeks of a phone change without loading; at the ends of the month the link leads on */
form.querySelector('.weeks').addEventListener('click', e => {
  const a = e.target.closest('[data-step]');
  const weeks = [...table.tBodies], next = a && weeks[weeks.findIndex(b => b.dataset.week) + +a.dataset.step];
  if (!next) return;
  e.preventDefault();
  weeks.forEach(b => delete b.dataset.week);
  next.dataset.week = 'current';
  const custody = form.querySelector('[data-week-custody]');
  form.querySelector('[data-week-label]').textContent = next.dataset.l;
  custody.textContent = next.dataset.c ?? '';
  custody.hidden = !next.dataset.c;
  say.textContent = `Semaine ${next.dataset.l}`;
  for (const link of form.querySelectorAll('.weeks [data-step]')) {
    const url = new URL(link.href), monday = new Date(`${next.dataset.s}T12:00Z`);
    monday.setUTCDate(monday.getUTCDate() + 7 * link.dataset.step);
    const shown = monday.toISOString().slice(0, 10), last = weeks.at(-1).dataset.s, first = weeks[0].dataset.s;
    url.searchParams.set('semaine', shown);
    const month = new Date(`${shown > last ? last : first}T12:00Z`);
    month.setUTCDate(month.getUTCDate() + (shown > last ? 7 : -1));
    if (shown > last || shown < first) url.searchParams.set('mois', month.toISOString().slice(0, 7));
    link.href = url;
  }
});

/* What the cell under the hand is, what it costs, until when */
const tip = document.querySelector('[data-tip]');
const tell = e => {
  const t = ctl(e.target.closest?.('td'));
  if (!t) return;
  const cell = box(t), until = limits[cell.dataset.u ?? cell.closest('tr').dataset.u], may = can(t, cell);
  tip.hidden = false;
  tip.textContent = `${t.ariaLabel}${until && may ? ` · ${may & 16 ? `limite passée, un agent décidera (jusqu’au ${until})` : dearer(cell) ? `limite passée, prix majoré (jusqu’au ${until})` : `jusqu’au ${until}`}` : ''}`;
};
for (const over of ['focusin', 'pointerover']) table.addEventListener(over, tell);

/* The choice goes along to other months */
document.addEventListener('click', e => {
  const a = e.target.closest('a[href*="/planning"]');
  const url = a && new URL(a.href);
  if (!url || url.pathname !== `${new URL(base, location).pathname}/planning` || a.closest('.nav, .bar') || !(chosen().length + form.querySelectorAll('[name=c]').length)) return;
  const data = new FormData(form);
  data.getAll('c').forEach(c => url.searchParams.append('c', c));
  a.href = url;
});

form.addEventListener('change', sum);
form.addEventListener('reset', () => setTimeout(sum));
addEventListener('pageshow', sum);
wide.addEventListener('change', rove);
rove();
sum();
