import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlarmState } from '../../../gateway/domain/alarm.ts';
import { calling, newsOf, severityOf } from '../../../gateway/notify/plan/cause.ts';
import { planDue } from '../../../gateway/notify/plan/plan.ts';
import { EMPTY_PLAN, type PlanState, takeAlarm } from '../../../gateway/notify/plan/plan-state.ts';
import { planStates, restoredPlan } from '../../../gateway/notify/plan/saved-plan.ts';
import { alarm, HOUR } from './telling-bench.ts';

const MINUTE = 60_000;
const ROUTES = {
  people: [
    { id: 'cook', phone: '1' },
    { id: 'boss', phone: '2' },
  ],
  webhooks: ['group'],
  steps: [
    { after: 0, tell: ['cook'], by: ['voice', 'sms'] as const },
    { after: 15 * MINUTE, tell: ['boss'], by: ['sms'] as const },
  ],
  again: 2 * HOUR,
  perHour: 2,
};

/** One thing that happens to one of a few alarms, and how long it is until the next. */
const step = fc.record({
  which: fc.nat(11),
  cause: fc.constantFrom('high', 'low', 'door', 'silence', 'mains', 'after-gap', 'frozen', 'storage'),
  level: fc.constantFrom('legal', 'operational'),
  active: fc.boolean(),
  acknowledged: fc.boolean(),
  confirmed: fc.boolean(),
  shelved: fc.boolean(),
  suppressed: fc.boolean(),
  wait: fc.constantFrom(0, 20_000, 5 * MINUTE, 40 * MINUTE, 3 * HOUR),
});

const placeOf = (channel: string) => ({ cabinet: channel, device: channel, line: 'kitchen' });

/** Lets it happen, looks each time something is due, and hands each look to `see`. */
const played = (
  steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[],
  see: (look: Look) => void,
): PlanState => {
  let plan = EMPTY_PLAN;
  let at = 0;
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `c${ids}`;
  };
  for (const { which, wait, ...more } of steps) {
    plan = takeAlarm(
      plan,
      alarm(`a${which}`, { channel: `cabinet-${which % 4}`, ...more }),
      placeOf(`cabinet-${which % 4}`),
      at,
      newId,
    );
    const end = at + wait;
    for (let looks = 0; at <= end && looks < 1_000; looks += 1) {
      const before = plan;
      const planned = planDue(plan, ROUTES, at);
      plan = planned.plan;
      see({ at, before, after: plan, announcements: planned.announcements, next: planned.next });
      const next = planned.next ?? Number.POSITIVE_INFINITY;
      if (next > end) break;
      at = next;
    }
    at = end;
  }
  return plan;
};

interface Look {
  readonly at: number;
  readonly before: PlanState;
  readonly after: PlanState;
  readonly announcements: ReturnType<typeof planDue>['announcements'];
  readonly next: number | undefined;
}

/** Beyond the law and unanswered: the next person is told, however full the hour is. */
const isPassedOn = (about: string, alarms: readonly AlarmState[]): boolean =>
  about === 'escalation' && alarms.some(({ level }) => level === 'legal');

const isTold = ({ active, shelved, suppressed }: AlarmState): boolean => active && !shelved && !suppressed;
const isOver = ({ active, suppressed }: AlarmState): boolean => !active && !suppressed;

describe('whatever happens to whichever alarms', () => {
  const steps = fc.array(step, { maxLength: 40 });

  test('only what stands is told as an alarm, to somebody, and only what is over as over, not what a closure took back', () =>
    fc.assert(
      fc.property(steps, (happens) => {
        played(happens, ({ announcements }) => {
          for (const { about, alarms, to } of announcements) {
            expect(to.length).toBeGreaterThan(0);
            expect(alarms.length).toBeGreaterThan(0);
            expect(alarms.every(about === 'cleared' ? isOver : isTold)).toBe(true);
          }
        });
      }),
    ));

  test('nobody is told twice at one instant, and time always goes on', () =>
    fc.assert(
      fc.property(steps, (happens) => {
        played(happens, ({ at, after, next }) => {
          expect(planDue(after, ROUTES, at).announcements.filter(({ about }) => about !== 'escalation')).toEqual([]);
          expect(next ?? at + 1).toBeGreaterThan(at);
        });
      }),
    ));

  test('what may wait goes out only while the hour has room', () =>
    fc.assert(
      fc.property(steps, (happens) => {
        played(happens, ({ at, before, announcements }) => {
          const recent = before.sentAt.filter((sent) => at - sent < HOUR).length;
          const mayWait = announcements.filter(({ about, alarms }) => about !== 'alarm' && !isPassedOn(about, alarms));
          if (recent >= ROUTES.perHour) expect(mayWait).toEqual([]);
        });
      }),
    ));

  test('a new cause that calls somebody is told within its gathering time', () =>
    fc.assert(
      fc.property(steps, (happens) => {
        played(happens, ({ at, after }) => {
          const untold = after.causes.filter(
            (cause) => !cause.known && cause.stepsFrom === undefined && calling(cause).length > 0 && at - cause.joinedAt > 15_000,
          );
          expect(untold).toEqual([]);
        });
      }),
    ));

  test('nothing of food that is beyond the law waits for longer than a minute, or ten where the same stroke was told to spoil food', () =>
    fc.assert(
      fc.property(steps, (happens) => {
        played(happens, ({ at, after }) => {
          const mostOf = ({ key, severity }: PlanState['causes'][number]): number =>
            (severity === 3 && /^(mains|gap|line)/.test(key) ? 10 : 1) * MINUTE;
          const untold = after.causes
            .flatMap((cause) => newsOf(cause).map((each) => ({ ...each, most: mostOf(cause) })))
            .filter(({ state, joinedAt, most }) => severityOf(state) === 3 && at - joinedAt > most);
          expect(untold).toEqual([]);
        });
      }),
    ));

  test('a plan that was saved is found again as it was, on the clock of the next start', () =>
    fc.assert(
      fc.property(steps, fc.nat(HOUR), (happens, off) => {
        const plan = played(happens, () => undefined);
        const saved = planStates(plan, undefined, { now: 1_000_000, elapsed: 5_000 });
        const sameClock = restoredPlan(saved, { now: 1_000_000, elapsed: 5_000 });
        expect(sameClock.plan).toEqual(plan);
        expect(sameClock.ignored).toEqual([]);
        const later = restoredPlan(saved, { now: 1_000_000 + off, elapsed: 0 }).plan;
        expect(later.causes.map(({ begunAt }) => begunAt)).toEqual(plan.causes.map(({ begunAt }) => begunAt - 5_000 - off));
      }),
    ));
});

test('what can’t be read is told, and nothing else is lost', () => {
  const states = [
    { key: 'notify/cause/x', text: '{' },
    { key: 'notify/plan', text: '[]' },
    { key: 'other', text: '' },
  ];
  const { plan, ignored } = restoredPlan(states, { now: 0, elapsed: 0 });
  expect(plan).toEqual(EMPTY_PLAN);
  expect(ignored.map(({ key }) => key)).toEqual(['notify/cause/x', 'notify/plan']);
});
