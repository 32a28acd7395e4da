import { loadAlarmHandling } from '../../../gateway/cases/alarms/load-alarm-handling.ts';
import type { AlarmState } from '../../../gateway/domain/alarm.ts';
import type { Fact } from '../../../gateway/domain/fact.ts';
import type { SavedState } from '../../../gateway/domain/saved-state.ts';
import type { NoticeFact, NoticeWay } from '../../../gateway/domain/supervision-fact.ts';
import type { QuietCabinet } from '../../../gateway/notify/daily-words.ts';
import type { DueThing } from '../../../gateway/notify/deadlines.ts';
import type { Notice, Outcome, Way } from '../../../gateway/notify/notice.ts';
import { Teller, type TellerRoutes } from '../../../gateway/notify/teller.ts';
import { createManualClock, type ManualClock } from '../../../simulators/world/manual-clock.ts';

const MINUTE = 60_000;
export const HOUR = 3_600_000;

/** A cook, a manager, and somebody who is told last; the cook is called and written to. */
const ROUTES: TellerRoutes = {
  people: [
    { id: 'cook', role: 'cook', phone: '1' },
    { id: 'boss', role: 'manager', phone: '2', mail: 'b@example.org' },
    { id: 'far', role: 'manager', mail: 'f@example.org' },
  ],
  webhooks: ['group'],
  steps: [
    { after: 0, tell: ['cook'], by: ['voice', 'sms'] },
    { after: 15 * MINUTE, tell: ['manager'], by: ['sms', 'mail'] },
    { after: 30 * MINUTE, tell: [], by: ['webhook'] },
  ],
  again: 2 * HOUR,
  perHour: 6,
  deadlines: [],
};

const HANDLING = await loadAlarmHandling();

/** An alarm as the record would announce it. */
export const alarm = (id: string, more: Partial<AlarmState> = {}): AlarmState => ({
  id, channel: 'fridge-1/temperature', rule: 'cn.fridge', cause: 'high', level: 'operational', active: true,
  acknowledged: false, confirmed: false, latched: false, shelved: false, suppressed: false, outOfService: false,
  raisedAt: 0, since: 0, value: 9.1, limit: 8, ...more,
}); // biome-ignore format: a list to read

const asFact = (state: AlarmState): Fact => ({ kind: 'alarm', at: 0, ...state });

/** What was brought, in the order in which it was: `0 voice cook alarm a`. Minutes since the start. */
export interface TellingBench {
  readonly clock: ManualClock;
  readonly teller: Teller;
  readonly brought: readonly string[];
  readonly texts: readonly Notice[];
  readonly facts: readonly NoticeFact[];
  /** As they would be found after a kill: what was committed, and nothing else. */
  saved(): readonly SavedState[];
  raise(...alarms: readonly AlarmState[]): Promise<void>;
  /** A channel reads this from now on. */
  show(channel: string, value: number): void;
  minutes(count: number): Promise<void>;
  /** What the ways say from now on. */
  answer(outcome: (notice: Notice) => Outcome | Promise<Outcome>): void;
}

interface BenchNeeds {
  readonly routes?: Partial<TellerRoutes>;
  readonly saved?: readonly SavedState[];
  readonly clock?: ManualClock;
  readonly standing?: readonly AlarmState[];
  readonly due?: () => readonly DueThing[];
  readonly quiet?: () => readonly QuietCabinet[];
  readonly owed?: () => readonly AlarmState[];
  /** What the ways say from the start; absent: sent. */
  readonly answer?: (notice: Notice) => Outcome | Promise<Outcome>;
  /** Called in place of a commit that holds; resolves when it may. */
  readonly commit?: (facts: readonly Fact[]) => Promise<void>;
}

export const tellingBench = async (needs: BenchNeeds = {}): Promise<TellingBench> => {
  const { clock = createManualClock(), saved: before = [], standing = [] } = needs;
  const start = clock.elapsed();
  const brought: string[] = [];
  const texts: Notice[] = [];
  const facts: NoticeFact[] = [];
  const values = new Map<string, number>();
  const states = new Map(before.map((state) => [state.key, state]));
  let outcome: (notice: Notice) => Outcome | Promise<Outcome> = needs.answer ?? (() => ({ is: 'sent' }));
  let count = before.length * 1000;
  const way: Way = {
    send: async (notice) => {
      const { way: name, to, through, about, alarms } = notice;
      brought.push(`${Math.floor((clock.elapsed() - start) / MINUTE)} ${name} ${to ?? through} ${about} ${alarms.join(',')}`);
      texts.push(notice);
      return await outcome(notice);
    },
  };
  const ways = new Map((['voice', 'sms', 'mail', 'webhook'] as const satisfies readonly NoticeWay[]).map((name) => [name, way]));
  const teller = new Teller({
    saved: before,
    clock,
    newId: () => {
      count += 1;
      return `n${count}`;
    },
    ways,
    routes: { ...ROUTES, ...needs.routes },
    site: '第三小学食堂',
    language: 'zh-CN',
    timezone: 'Asia/Shanghai',
    channel: (id) => ({ cabinet: id.split('/')[0] ?? id, unit: 'degC', resolution: 0.1 }),
    placeOf: (id) =>
      id.includes('/') ? { cabinet: id.split('/')[0] ?? id, device: id.split('/')[0] ?? id, line: 'kitchen' } : undefined,
    cabinets: 12,
    ill: () => [],
    due: needs.due ?? (() => []),
    quiet: needs.quiet ?? (() => []),
    owed: needs.owed ?? (() => []),
    latestOf: (id) => values.get(id),
    todo: (cause) => HANDLING.causes[cause].do['zh-CN'],
    refOf: (person) => `ref-${person}`,
    know: async (known) => {
      const taken = teller.takeStates();
      await needs.commit?.(known);
      for (const state of taken) states.set(state.key, state);
      for (const fact of known) if (fact.kind === 'notice') facts.push(fact);
    },
    onFate: () => undefined,
  });
  teller.begin(standing);
  await clock.advance(0, 'promises');
  return {
    clock,
    teller,
    brought,
    texts,
    facts,
    saved: () => [...states.values()].filter(({ text }) => text !== undefined),
    raise: async (...alarms) => {
      teller.take(alarms.map(asFact));
      // The next commit of readings takes the plan along.
      for (const state of teller.takeStates()) states.set(state.key, state);
      await clock.advance(0, 'promises');
    },
    show: (id, value) => void values.set(id, value),
    minutes: (minutes) => clock.advance(minutes * MINUTE, 'promises'),
    answer: (next) => {
      outcome = next;
    },
  };
};
