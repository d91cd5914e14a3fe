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
    const corrected = some.findLast(m => all.get(m.replaces)?.kind === m.kind);
    const times = some.map(m => m.time).sort();
    return corrected?.time ?? (earliest ? times[0] : times.at(-1));
  };
  const differ = some => some.some(m => m.time !== some[0].time);
  const [arrivals, departures] = [of('Arrival'), of('Departure')];
  const [arrival, departure] = [hour(arrivals, true), hour(departures, false)];
  const seen = arrival !== null || departure !== null || of('Present').length > 0;
  const absent = of('Absent').length > 0;
  return {
    presence: seen ? 'Present' : absent ? 'Absent' : 'Unmarked',
    arrival,
    departure,
    conflict: (seen && absent) || differ(arrivals) || differ(departures) || (arrival !== null && departure !== null && departure < arrival),
  };
}
