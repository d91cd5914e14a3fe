// What a set of marks says, as services/Planning/Attending/RollCall/Roll.cs does: order and repetition don't matter.
// mark: { id, kind, at, time: 'HH:mm', replaces }

const byMaking = (a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1;

function isOnRing(mark, all) {
  let next = mark;
  for (let steps = 0; steps <= all.size; steps++) {
    next = next.replaces && all.get(next.replaces);
    if (!next) return false;
    if (next.id === mark.id) return true;
  }
  return false;
}

/** The marks that no standing mark replaces, undos left out, oldest first. */
export function standing(marks) {
  const all = new Map(marks.map(m => [m.id, m]));
  const replacing = new Map();
  for (const m of all.values()) {
    if (m.replaces && all.has(m.replaces) && !isOnRing(m, all)) replacing.set(m.replaces, [...(replacing.get(m.replaces) ?? []), m]);
  }
  const known = new Map();
  const stands = id => {
    if (!known.has(id)) known.set(id, !(replacing.get(id) ?? []).some(m => stands(m.id)));
    return known.get(id);
  };
  return [...all.values()].filter(m => m.kind !== 'Undo' && stands(m.id)).sort(byMaking);
}

const minutesOf = time => +time.slice(0, 2) * 60 + +time.slice(3, 5);

/** Minutes of a pick-up after the end of the unit's slot; null when in time, as the service says it (RollUnit.Late). */
export const lateMinutes = (unit, time) =>
  time && unit.to && unit.lateAfter && minutesOf(time) > minutesOf(unit.lateAfter) ? minutesOf(time) - minutesOf(unit.to) : null;

/** { presence: 'Unmarked' | 'Present' | 'Absent', arrival, departure, conflict } */
export function stateOf(marks) {
  const all = new Map(marks.map(m => [m.id, m]));
  const live = standing(marks);
  const of = kind => live.filter(m => m.kind === kind);
  const hour = (some, earliest) => {
    if (some.length === 0) return null;
    const corrected = [...some].sort(byMaking).findLast(m => all.get(m.replaces)?.kind === m.kind);
    const times = some.map(m => m.time).sort();
    return corrected?.time ?? (earliest ? times[0] : times.at(-1));
  };
  const differ = some => some.some(m => m.time !== some[0].time);
  const stays = staysOf(live);
  const [arrival, departure] = [hour(stays[0].arrivals, true), hour(stays.at(-1).departures, false)];
  const seen = arrival !== null || departure !== null || of('Present').length > 0;
  const absent = of('Absent').length > 0;
  return {
    presence: seen ? 'Present' : absent ? 'Absent' : 'Unmarked',
    arrival,
    departure,
    collectedBy: stays.at(-1).departures.findLast(m => m.collectedBy)?.collectedBy ?? null,
    conflict: (seen && absent) || stays.some(s => differ(s.arrivals) || differ(s.departures)) || (arrival !== null && departure !== null && departure < arrival),
  };
}

/** By the hours that count: whoever arrives after having left begins another stay. */
function staysOf(live) {
  const stays = [{ arrivals: [], departures: [] }];
  for (const m of live.filter(m => m.kind === 'Arrival' || m.kind === 'Departure').sort((a, b) => a.time < b.time ? -1 : a.time > b.time ? 1 : 0)) {
    const last = stays.at(-1);
    if (m.kind === 'Arrival' && last.arrivals.length > 0 && last.departures.length > 0) stays.push({ arrivals: [], departures: [] });
    stays.at(-1)[m.kind === 'Arrival' ? 'arrivals' : 'departures'].push(m);
  }
  return stays;
}

function groups(marks, key) {
  const found = new Map();
  for (const m of marks) found.set(key(m), [...(found.get(key(m)) ?? []), m]);
  return found;
}

/**
 * Where each child is, as services/Planning/Attending/RollCall/Seen.cs does: marks are { id, child, unit, kind, at, time, replaces } of one day, units a map of
 * key to { facility, times, to }. One { child, unit, since } for each that is somewhere.
 */
export function inside(marks, units, now) {
  const cells = groups(marks, m => `${m.child}|${m.unit}`);
  const live = [...cells.values()].flatMap(standing).filter(m => m.kind !== 'Absent' && units.has(m.unit))
    .sort((a, b) => a.time < b.time ? -1 : a.time > b.time ? 1 : byMaking(a, b));
  return [...groups(live, m => m.child).values()].flatMap(own => {
    const left = own.findLastIndex(m => m.kind === 'Departure' && m.time <= now);
    const entries = own.slice(left + 1).filter(m => m.kind !== 'Departure');
    if (entries.length === 0) return [];
    const facility = units.get(entries.at(-1).unit).facility;
    const here = entries.filter(m => units.get(m.unit).facility === facility && (m.kind === 'Arrival' || now <= (units.get(m.unit).to ?? '20:00')));
    // What it came for is over and nobody noted that it left: named apart, since nobody knows.
    if (here.length === 0) return [{ child: entries.at(-1).child, unit: entries.at(-1).unit, since: entries.at(-1).time, over: true }];
    return [{ child: here[0].child, unit: here.at(-1).unit, since: here.find(m => m.unit === here.at(-1).unit).time, over: false }];
  });
}
