import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlarmState } from '../../../../gateway/domain/alarm.ts';
import type { AlarmFact, JudgedFact } from '../../../../gateway/domain/fact.ts';
import { at, CHANNELS, createKept, openBook } from './a-book.ts';
import { anAlarm, clearedFact, raisedFact } from './an-alarm.ts';

const CHANNEL_COUNT = CHANNELS.length;

/** What may happen, in any order. `which` chooses among what there is. */
const step = fc.record({
  does: fc.constantFrom(
    'raise', 'raise', 'raise', 'clear', 'clear', 'suppress', 'acknowledge', 'confirm', 'reset', 'shelve', 'unshelve',
    'maintain', 'serve', 'wait', 'restart',
  ), // biome-ignore format: a list to read
  which: fc.nat(1_000),
  legal: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The rules as the book sees them, and every fact of the record. */
const play = (steps: readonly Step[]) => {
  let book = openBook();
  let now = 0;
  const kept = createKept();
  const standing = new Map<string, AlarmState>();
  const facts: AlarmFact[] = [];
  let said = 0;
  let spokenFor = 0;
  const record = (known: readonly JudgedFact[]): void => {
    facts.push(...known.filter((fact) => fact.kind === 'alarm'));
    kept.keep(book.takeStates());
  };
  const judge = (fact: AlarmFact): void => {
    said += 1;
    const known = book.take([fact], at(now));
    // The record never stops: each word of the rules becomes one fact of the same alarm and condition.
    expect(known).toMatchObject([{ kind: 'alarm', id: fact.id, active: fact.active, since: fact.since }]);
    record(known);
  };
  for (const { does, which, legal } of steps) {
    now += 60_000;
    const channel = CHANNELS[which % CHANNEL_COUNT]?.id ?? '';
    const active = [...standing.values()];
    const chosen = active[which % Math.max(1, active.length)];
    const open = book.open();
    const meant = open[which % Math.max(1, open.length)]?.alarm;
    if (does === 'raise') {
      const alarm = anAlarm(`a-${said}`, {
        channel, raisedAt: now, since: now, level: legal ? 'legal' : 'operational',
        cause: which % 5 === 0 ? 'cycle' : 'high', suppressed: which % 7 === 0,
      }); // biome-ignore format: a list to read
      standing.set(alarm.id, alarm);
      judge(raisedFact(alarm, now));
    } else if (does === 'clear' && chosen !== undefined) {
      standing.delete(chosen.id);
      judge(clearedFact(chosen, now));
    } else if (does === 'suppress' && chosen !== undefined) {
      const alarm = { ...chosen, suppressed: !chosen.suppressed };
      standing.set(alarm.id, alarm);
      judge(raisedFact(alarm, now));
    } else if ((does === 'acknowledge' || does === 'confirm' || does === 'reset') && meant !== undefined) {
      const earlier = book.get(meant.id)?.earlier ?? 0;
      record([book.happen(meant.id, does, at(now))].filter((fact) => fact !== undefined));
      if (book.get(meant.id) === undefined) spokenFor += earlier;
    } else if (does === 'shelve' && meant !== undefined) record(book.shelve(meant, now + 300_000, at(now)));
    else if (does === 'unshelve' && meant !== undefined)
      record(book.unshelve(`${meant.channel} ${meant.rule} ${meant.cause} ${meant.level}`, at(now)));
    else if (does === 'maintain') record(book.beginMaintenance(legal ? 'fridge 1' : 'site', at(now), { until: now + 600_000 }));
    else if (does === 'serve') record(book.endMaintenance(legal ? 'fridge 1' : 'site', at(now)));
    else if (does === 'restart') book = openBook(kept.all(), [...standing.values()], at(now));
    record(book.tick(at(now)));
  }
  return { book, facts, standing, spokenFor };
};

const byId = (facts: readonly AlarmFact[]): ReadonlyMap<string, readonly AlarmFact[]> => {
  const lives = new Map<string, AlarmFact[]>();
  for (const fact of facts) lives.set(fact.id, [...(lives.get(fact.id) ?? []), fact]);
  return lives;
};

describe('no sequence of acts, clearings and restarts', () => {
  const property = fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
    const { book, facts, standing, spokenFor } = play(steps);
    const open = new Map(book.open().map((booked) => [booked.alarm.id, booked]));
    let folded = 0;
    for (const [id, life] of byId(facts)) {
      const [last] = life.slice(-1);
      // Un-acknowledges an alarm.
      const seen = life.findIndex(({ acknowledged }) => acknowledged);
      expect(seen < 0 || life.slice(seen).every(({ acknowledged }) => acknowledged), id).toBe(true);
      const done = life.findIndex(({ confirmed }) => confirmed);
      expect(done < 0 || life.slice(done).every(({ confirmed }) => confirmed), id).toBe(true);
      // Loses one: it is open, or was never in effect, or people have done what it wanted, or a later one stands for it.
      expect(open.has(id) || !standing.has(id), id).toBe(true);
      const wasInEffect = life.some(({ active, suppressed, outOfService }) => active && !suppressed && !outOfService);
      const isDone = last?.acknowledged && !last.latched && (last.level !== 'legal' || last.confirmed);
      if (!open.has(id) && wasInEffect && !isDone) folded += 1;
    }
    // Each that was folded away is still counted, or an act on the one that stood for it spoke for it as well.
    const stoodFor = [...open.values()].reduce((sum, { earlier }) => sum + earlier, 0);
    expect(folded).toBe(stoodFor + spokenFor);
  });

  test('loses an alarm, un-acknowledges one, or stops the record', () => fc.assert(property, { numRuns: 200 }));
});
