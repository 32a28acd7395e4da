import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlarmFact } from '../../../gateway/domain/fact.ts';
import type { LimitSet } from '../../../gateway/domain/limit.ts';
import type { Quality } from '../../../gateway/domain/quality.ts';
import { limit, MIDNIGHT, MINUTE, type OneChannel, oneChannel, rule } from './one-channel.ts';
import { minutesOf, plainAlarms, type Seen } from './plain-reference.ts';

const bad: readonly Quality[] = ['no-answer', 'exception:2', 'out-of-range', 'frozen', 'probe-open'];
const value = fc.integer({ min: 10, max: 22 }).map((half) => half / 2);
const seen: fc.Arbitrary<Seen> = fc.record({
  minutes: fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, { weight: 2, arbitrary: fc.integer({ min: 2, max: 9 }) }),
  what: fc.oneof({ weight: 8, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(...bad) }),
});
const trace = fc.array(seen, { minLength: 1, maxLength: 80 });
const delays = fc.record({
  onDelay: fc.integer({ min: 0, max: 10 }),
  deadband: fc.integer({ min: 0, max: 4 }).map((half) => half / 2),
});

const ruleOf = (
  { onDelay, deadband }: { readonly onDelay: number; readonly deadband: number },
  differs: Partial<LimitSet> = {},
): LimitSet => rule({ limits: [limit({ onDelay: onDelay * MINUTE, deadband })], probeFault: 1e9, ...differs });

const feed = (fridge: OneChannel, rows: readonly Seen[]): readonly AlarmFact[] =>
  rows.flatMap(({ what, minutes }) => fridge.see(what, minutes));

const changes = (rows: readonly Seen[], limits: LimitSet): readonly AlarmFact[] => feed(oneChannel(limits), rows);

/** Raised and cleared in pairs, in minutes. */
const alarmsOf = (facts: readonly AlarmFact[]) =>
  facts
    .filter(({ active }) => active)
    .map(({ id, since, raisedAt }) => {
      const cleared = facts.find((fact) => fact.id === id && !fact.active)?.clearedAt;
      return {
        since: minutesOf(since, MIDNIGHT),
        raised: minutesOf(raisedAt, MIDNIGHT),
        ...(cleared === undefined ? {} : { cleared: minutesOf(cleared, MIDNIGHT) }),
      };
    });

describe('whatever the values', () => {
  test('a limit’s alarms are those of a second implementation that thinks in whole stretches', () =>
    fc.assert(
      fc.property(trace, delays, (rows, chosen) => {
        expect(alarmsOf(changes(rows, ruleOf(chosen)))).toEqual(plainAlarms(rows, 8, chosen.onDelay, chosen.deadband));
      }),
      { numRuns: 500 },
    ));

  test('gaps alone never raise a limit’s alarm', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 4, max: 10_000 }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 30 }),
        (steps, onDelay) => {
          const rows = steps.map((minutes) => ({ minutes, what: 9 }));
          const ofLimits = changes(rows, ruleOf({ onDelay, deadband: 0 })).filter(({ cause }) => cause !== 'silence');
          expect(ofLimits).toEqual([]);
        },
      ),
    ));

  test('the deadband changes no beginning: it only lets alarms stand longer', () =>
    fc.assert(
      fc.property(trace, delays, (rows, { onDelay, deadband }) => {
        const began = (band: number) =>
          alarmsOf(changes(rows, ruleOf({ onDelay, deadband: band }))).map(({ since, raised }) => `${since} ${raised}`);
        expect(began(0)).toEqual(expect.arrayContaining(began(deadband)));
      }),
    ));

  test('a longer on-delay never raises sooner, nor more often', () =>
    fc.assert(
      fc.property(trace, fc.integer({ min: 0, max: 8 }), (rows, onDelay) => {
        const first = (delay: number) => alarmsOf(changes(rows, ruleOf({ onDelay: delay, deadband: 0 })));
        expect(first(onDelay + 1).length).toBeLessThanOrEqual(first(onDelay).length);
        expect(first(onDelay + 1)[0]?.raised ?? 1e9).toBeGreaterThanOrEqual(first(onDelay)[0]?.raised ?? 1e9);
      }),
    ));

  test('facts come in order; each occurrence is raised once, and cleared at most once, afterwards', () =>
    fc.assert(
      fc.property(trace, delays, (rows, chosen) => {
        const facts = changes(rows, ruleOf(chosen, { afterGap: true, probeFault: MINUTE, silence: 5 * MINUTE }));
        expect(facts.map(({ at }) => at)).toEqual(facts.map(({ at }) => at).sort((a, b) => a - b));
        for (const id of new Set(facts.map((fact) => fact.id))) {
          const life = facts.filter((fact) => fact.id === id).map(({ active }) => active);
          expect([[true], [true, false]]).toContainEqual(life);
        }
        for (const { since, raisedAt, clearedAt } of facts) {
          expect(since).toBeLessThanOrEqual(raisedAt);
          expect(raisedAt).toBeLessThanOrEqual(clearedAt ?? raisedAt);
        }
      }),
    ));

  test('what stands is what was raised and not cleared', () =>
    fc.assert(
      fc.property(trace, delays, (rows, chosen) => {
        const fridge = oneChannel(ruleOf(chosen, { afterGap: true, probeFault: MINUTE }));
        const facts = feed(fridge, rows);
        const open = facts.filter(({ id, active }) => active && !facts.some((fact) => fact.id === id && !fact.active));
        expect(
          new Set(
            fridge
              .judge()
              .alarms()
              .map(({ id }) => id),
          ),
        ).toEqual(new Set(open.map(({ id }) => id)));
      }),
    ));
});

describe('a restart at any point', () => {
  const story = (facts: readonly AlarmFact[]) => facts.map(({ id, ...fact }) => fact);

  test('of the gateway changes no alarm of limits and probe', () =>
    fc.assert(
      fc.property(trace, fc.array(fc.nat(79), { maxLength: 4 }), delays, (rows, cuts, chosen) => {
        const limits = ruleOf(chosen, { probeFault: 3 * MINUTE });
        const fridge = oneChannel(limits);
        const facts = rows.flatMap((row, place) => {
          const news = feed(fridge, [row]);
          if (cuts.includes(place)) fridge.restart({ minutes: 0 });
          return news;
        });
        expect(story(facts)).toEqual(story(changes(rows, limits)));
      }),
      { numRuns: 300 },
    ));

  test('of the gateway, after a good value, hides no gap and makes none', () =>
    fc.assert(
      fc.property(trace, fc.nat(79), delays, (rows, cut, chosen) => {
        const limits = ruleOf(chosen, { afterGap: true });
        const fridge = oneChannel(limits);
        const facts = rows.flatMap((row, place) => {
          const news = feed(fridge, [row]);
          if (place === cut && typeof row.what === 'number') fridge.restart({ minutes: 0 });
          return news;
        });
        expect(story(facts)).toEqual(story(changes(rows, limits)));
      }),
      { numRuns: 300 },
    ));

  test('of the machine never raises a limit’s alarm sooner', () =>
    fc.assert(
      fc.property(trace, fc.nat(79), delays, (rows, cut, chosen) => {
        const limits = ruleOf(chosen);
        const fridge = oneChannel(limits);
        const facts = rows.flatMap((row, place) => {
          const news = feed(fridge, [row]);
          if (place === cut) fridge.restart({ minutes: 0, machine: true });
          return news;
        });
        const sooner = alarmsOf(facts).filter(({ since, raised }) => raised - since < chosen.onDelay);
        expect(sooner).toEqual([]);
        expect(alarmsOf(facts)[0]?.raised ?? 1e9).toBeGreaterThanOrEqual(alarmsOf(changes(rows, limits))[0]?.raised ?? 1e9);
      }),
    ));

  test('of either, as often as may be, stops no delay for good', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ row: seen, restart: fc.constantFrom('none', 'gateway', 'machine') }), { maxLength: 40 }),
        delays,
        (rows, chosen) => {
          const fridge = oneChannel(ruleOf(chosen));
          for (const { row, restart } of rows) {
            feed(fridge, [row]);
            if (restart !== 'none') fridge.restart({ minutes: 0, machine: restart === 'machine' });
          }
          fridge.stay(9, chosen.onDelay + 1);
          expect(
            fridge
              .judge()
              .alarms()
              .map(({ cause }) => cause),
          ).toContain('high');
        },
      ),
      { numRuns: 300 },
    ));
});

test('whatever stands in a saved state, a judge starts', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((json) => JSON.stringify({ v: 1, good: null, gap: false, limits: [], broken: json })),
      ),
      (text) => {
        const fridge = oneChannel();
        const key = 'rules/channel/fridge-1/temperature';
        fridge.restart({
          minutes: 1,
          states: [
            { key, text },
            { key: 'rules/run', text },
          ],
        });
        expect(fridge.stay(9, 31)).toHaveLength(1);
      },
    ),
  ));
