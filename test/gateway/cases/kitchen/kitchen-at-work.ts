import { createHash } from 'node:crypto';
import { loadCalibrationRules } from '../../../../gateway/cases/kitchen/calibration-rules.ts';
import { CALIBRATION_PREFIX, channelsInForce } from '../../../../gateway/cases/kitchen/channels-in-force.ts';
import { createKitchen, type Kitchen } from '../../../../gateway/cases/kitchen/kitchen.ts';
import type { KitchenNeeds } from '../../../../gateway/cases/kitchen/kitchen-needs.ts';
import { loadRetentionRules } from '../../../../gateway/cases/kitchen/retention-rules.ts';
import { recallNumbers } from '../../../../gateway/cases/recall-numbers.ts';
import type { Fact } from '../../../../gateway/domain/fact.ts';
import { createIntake, type Intake } from '../../../../gateway/intake/intake.ts';
import type { JournalCore } from '../../../../gateway/journal/journal-core.ts';
import { journalInThread } from '../../../../gateway/journal/journal-in-thread.ts';
import { createManualClock, type ManualClock } from '../../../../simulators/world/manual-clock.ts';
import { channelsNamed, dataFolder, leftUnclosed, openCore } from '../../journal/journal-folder.ts';
import { factsOf } from '../../journal/recorded.ts';

/** Wednesday the 14th of January 2026, seven in the morning in Shenyang. */
export const SEVEN = Date.UTC(2026, 0, 13, 23, 0);
export const HOUR = 3_600_000;

export interface KitchenWorld {
  readonly clock: ManualClock;
  readonly folder: string;
  readonly kitchen: Kitchen;
  readonly people: Map<string, string>;
  /** The offset of each channel, as it was applied to the line. */
  readonly applied: ReadonlyMap<string, number>;
  readonly core: JournalCore;
  readonly observe: Intake['observe'];
  readonly facts: () => readonly Fact[];
  /** The states that lasted, each as `state on active [reason]`. */
  readonly told: () => readonly string[];
  /** Lets time pass, as the gateway's ticks do. */
  passed(hours: number): Promise<void>;
  /** Ends as kill -9 does, and starts again, by another configuration where one is given. */
  killed(other?: Partial<KitchenNeeds>): Promise<KitchenWorld>;
}

const MEALS: KitchenNeeds['retention'] = {
  cabinets: ['0号冷藏柜'],
  meals: [{ meal: 'lunch', by: 13 * 60 }, { meal: 'dinner', by: 19 * 60, weekdays: ['mon', 'tue', 'wed', 'thu'] }],
}; // biome-ignore format: a plan to read

/** A kitchen's book on a real journal, with a real intake, in a folder of its own. */
export const openKitchenBook = async (
  changed: Partial<KitchenNeeds> = {},
  at: { folder: string; clock: ManualClock; people: Map<string, string> } = {
    folder: dataFolder(), clock: createManualClock({ now: SEVEN, elapsed: 60_000 }), people: new Map(),
  }, // biome-ignore format: a world
): Promise<KitchenWorld> => {
  const { folder, clock, people } = at;
  const core = openCore(folder, clock, changed.channels === undefined ? {} : { channels: changed.channels }, {
    prefix: CALIBRATION_PREFIX,
    inForce: channelsInForce,
  });
  const journal = journalInThread(core, clock);
  const applied = new Map<string, number>();
  const life = { over: false };
  const intake = createIntake({
    judge: { judge: () => [], tick: (now) => (life.over ? [] : kitchen.tick(now)), takeStates: () => kitchen.takeStates() },
    journal, announce: () => undefined, warn: () => undefined, clock, trust: () => 'sure', commitEvery: 2000, tickEvery: 60_000, onJournalLost: () => undefined,
  }); // biome-ignore format: a list to read
  const kitchen = createKitchen({
    saved: journal.opened.states,
    journal: journal.opened.journal,
    clock,
    know: (facts) => intake.know(facts),
    refOf: (person) => createHash('sha256').update(`key ${person}`).digest('hex').slice(0, 16),
    name: async (ref, text) => void people.set(ref, text),
    nameOf: async (ref) => people.get(ref),
    people: [{ id: 'p-01', name: '张老师' }],
    timezone: 'Asia/Shanghai',
    language: 'en',
    calendar: {
      timezone: 'Asia/Shanghai', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'], extra: [], running: [],
      closed: [{ from: '2026-01-16', to: '2026-01-16', off: [] }],
    },
    retention: MEALS,
    rules: await loadRetentionRules(),
    calibrationRules: await loadCalibrationRules(),
    channels: channelsNamed(3),
    applyOffset: (channel, offset) => void applied.set(channel, offset),
    shownNow: (channel) => (channel === 'fridge-0/temperature' ? 4.3 : undefined),
    ...changed,
  }); // biome-ignore format: a list to read
  await recallNumbers(kitchen, journal, journal.opened.heads.urgent[0]);
  const facts = (): readonly Fact[] => factsOf(core) as unknown as readonly Fact[];
  return {
    clock, folder, kitchen, people, facts, applied, core, observe: intake.observe,
    told: () =>
      facts().flatMap((fact) =>
        fact.kind === 'state' ? [[fact.state, fact.on, fact.active, fact.reason].filter((part) => part !== undefined).join(' ')] : [],
      ),
    passed: async (hours) => {
      for (let minute = 0; minute < hours * 60; minute += 10) await clock.advance(600_000);
    },
    killed: async (other = {}) => {
      life.over = true;
      leftUnclosed(core, folder);
      return await openKitchenBook({ ...changed, ...other }, at);
    },
  }; // biome-ignore format: a world
};

/** Lunch of two dishes. */
export const LUNCH = { meal: 'lunch', dishes: ['红烧肉', '清炒菠菜'], grams: 130, by: '张老师' };
