import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../../gateway/domain/condition.ts';
import type { AlarmFact } from '../../../../gateway/domain/fact.ts';
import { limit, MINUTE, type OneChannel, oneChannel, rule } from '../one-channel.ts';
import { calm, cooling, cumulative, cycle, defrost, forecast, rate } from './condition.ts';

interface Seen {
  readonly minutes: number;
  readonly value: number;
}

const seen: fc.Arbitrary<Seen> = fc.record({
  minutes: fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: 9 }) }),
  value: fc.constantFrom(2, 5, 7, 9, 12, 25, 61, 70, 121),
});
/** Values that stay for a while, as they do in a cabinet. */
const trace: fc.Arbitrary<readonly Seen[]> = fc
  .array(fc.record({ seen, again: fc.integer({ min: 1, max: 6 }) }), { minLength: 1, maxLength: 25 })
  .map((pieces) =>
    pieces.flatMap(({ seen: { minutes, value }, again }) => [
      { minutes, value },
      ...Array.from({ length: again }, () => ({ minutes: 1, value })),
    ]),
  );

const quick: readonly Condition[] = [
  cumulative({ most: 5 * MINUTE, window: 30 * MINUTE }),
  cooling([
    { to: 21, within: 4 * MINUTE },
    { to: 8, total: 9 * MINUTE },
  ]),
  { ...cycle, for: 3 * MINUTE } as Condition,
];
const moving: readonly Condition[] = [rate(), forecast, { ...calm, for: 5 * MINUTE } as Condition];
const everything = (): OneChannel =>
  oneChannel(rule({ limits: [limit({ onDelay: 3 * MINUTE })], conditions: [...quick, ...moving], defrost }));
const lasting = (): OneChannel => oneChannel(rule({ limits: [], conditions: [...quick] }));

const feed = (one: OneChannel, { value, minutes }: Seen): readonly AlarmFact[] => one.see(value, minutes);
const story = (facts: readonly AlarmFact[]) => facts.map(({ id, ...fact }) => fact);

describe('whatever the values', () => {
  test('gaps alone raise nothing but what two values near each other show, and that values come too seldom', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ minutes: fc.integer({ min: 16, max: 5_000 }), value: fc.integer({ min: 0, max: 130 }) })),
        (rows) => {
          const facts = rows.flatMap((row) => feed(everything(), row));
          const one = everything();
          const together = rows.flatMap((row) => feed(one, row));
          expect(facts.filter(({ cause }) => cause !== 'silence')).toEqual([]);
          expect(together.filter(({ cause }) => cause !== 'cycle' && cause !== 'silence')).toEqual([]);
        },
      ),
    ));

  test('a restart of the gateway at any point changes no alarm of times and cycles', () =>
    fc.assert(
      fc.property(trace, fc.array(fc.nat(120), { maxLength: 4 }), (rows, cuts) => {
        const one = lasting();
        const other = lasting();
        const facts = rows.flatMap((row, place) => {
          const news = feed(one, row);
          if (cuts.includes(place)) one.restart({ minutes: 0 });
          return news;
        });
        expect(story(facts)).toEqual(story(rows.flatMap((row) => feed(other, row))));
        expect(one.states()).toEqual(other.states());
      }),
      { numRuns: 200 },
    ));

  test('a restart of the machine raises nothing sooner', () =>
    fc.assert(
      fc.property(trace, fc.nat(120), (rows, cut) => {
        const one = lasting();
        const other = lasting();
        const facts = rows.flatMap((row, place) => {
          const news = feed(one, row);
          if (place === cut) one.restart({ minutes: 0, machine: true });
          return news;
        });
        const plain = rows.flatMap((row) => feed(other, row));
        for (const cause of ['cumulative', 'cooling'] as const) {
          const first = (from: readonly AlarmFact[]) =>
            from.find((fact) => fact.cause === cause)?.raisedAt ?? Number.POSITIVE_INFINITY;
          expect(first(facts)).toBeGreaterThanOrEqual(first(plain));
        }
      }),
      { numRuns: 200 },
    ));

  test('ticks in any number and at any place change nothing', () =>
    fc.assert(
      fc.property(trace, fc.array(fc.nat(120), { maxLength: 40 }), (rows, ticks) => {
        const one = everything();
        const other = everything();
        const facts = rows.flatMap((row, place) => {
          for (const _ of ticks.filter((tick) => tick === place)) one.wait(0);
          return feed(one, row);
        });
        expect(story(facts)).toEqual(story(rows.flatMap((row) => feed(other, row))));
        expect(one.states()).toEqual(other.states());
      }),
      { numRuns: 200 },
    ));

  test('each occurrence is raised once, cleared at most once, and what stands is what was raised and not cleared', () =>
    fc.assert(
      fc.property(trace, fc.nat(120), (rows, cut) => {
        const one = everything();
        const facts = rows.flatMap((row, place) => {
          if (place === cut) one.restart({ minutes: 1 });
          return feed(one, row);
        });
        const raised = facts.filter(({ active, suppressed }) => active && !suppressed).map(({ id }) => id);
        expect(new Set(raised).size).toBe(raised.length);
        const open = [...new Set(facts.map(({ id }) => id))].filter((id) => facts.findLast((fact) => fact.id === id)?.active);
        expect(
          one
            .judge()
            .alarms()
            .map(({ id }) => id)
            .sort(),
        ).toEqual(open.sort());
      }),
      { numRuns: 200 },
    ));
});
