import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readSite } from '../../gateway/app/read-site.ts';
import type { Site } from '../../gateway/config/site.ts';
import type { UtcMillis } from '../../gateway/domain/clock.ts';
import { createManualClock, type ManualClock } from '../../simulators/world/manual-clock.ts';
import { seededRandom, seedOf } from '../../simulators/world/seeded-random.ts';
import { type Box, createBox } from '../scenarios/box.ts';
import { canteenOf } from '../scenarios/canteen.ts';
import { createPhones, type Phones } from '../scenarios/phones.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import { bringAbout } from './bring-about.ts';
import { createDailyLife, type DailyLife } from './daily-life.ts';
import { directLines } from './direct-line.ts';
import { drawFaults, type Fault } from './draw-faults.ts';
import { DAY, datesBetween, MINUTE, momentAt, siteCalendar } from './school-calendar.ts';
import { createStaff } from './staff.ts';
import { createTruth, type Truth } from './truth.ts';
import { createYearAccount, type YearAccount } from './year-account.ts';
import { createYearKitchen, type YearKitchen } from './year-kitchen.ts';

const CANTEEN = 'test/school-year/canteen.yaml';

/** What is played: which local dates, and by which chance. */
export interface YearSettings {
  readonly from: string;
  readonly to: string;
  readonly seed: number;
  /** Default: drawn by the seed, as many as a year has. */
  readonly faults?: readonly Fault[];
}

/** What really happened, and what was recorded and told of it. */
export interface PlayedYear {
  readonly days: number;
  readonly faults: readonly Fault[];
  readonly truth: Truth;
  readonly account: YearAccount;
  /** Channel to cabinet. */
  readonly cabinetOf: ReadonlyMap<string, string>;
}

type Things = ReturnType<typeof canteenOf>['things'];

/** Things are known by their ids. */
const THINGS = ['fridge-1', 'fridge-2', 'fridge-3', 'fridge-4', 'fridge-5', 'sample-fridge', 'freezer-1', 'freezer-2', 'freezer-3', 'walk-in-freezer', 'cold-room', 'hot-holding', 'inputs']; // biome-ignore format: a list to read

/** Plays a canteen's year, or a part of it, around the whole gateway, with a real record in a folder that is gone afterwards. */
export const playYear = async (settings: YearSettings): Promise<PlayedYear> => {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'larder-year-'));
  try {
    const { config, things } = canteenOf({ things: THINGS, site: { calendar: siteCalendar }, cabinets: {} }, CANTEEN);
    const path = join(folder, 'larder.yaml');
    writeFileSync(path, config);
    const site = await readSite(path, {}, 'en');
    return await played(settings, site, things);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const played = async ({ from, to, seed, faults: given }: YearSettings, site: Site, things: Things): Promise<PlayedYear> => {
  const chance = (what: string): (() => number) => seededRandom(seedOf(seed, what));
  const dates = datesBetween(from, to);
  const clock = createManualClock({ now: momentAt(from, '00:00'), elapsed: 60_000 });
  const kitchen = createYearKitchen(things, seed);
  const agenda = createAgenda();
  const account = createYearAccount();
  const phones = createPhones(clock);
  const box = boxOf({ site, clock, kitchen, agenda, account, phones, chance });
  const life = createDailyLife({ kitchen, agenda, random: chance('life') });
  const cold = [...kitchen.cabinets.keys()].filter((id) => id !== 'hot-holding');
  const faults = given ?? drawFaults({ from, to, cabinets: cold, random: chance('faults') });
  for (const fault of faults) bringAbout(fault, { kitchen, phones, box, agenda });
  for (const date of dates) agenda.add(momentAt(date, '00:00'), () => life.begin(date));
  const truth = watched({ things, kitchen, clock, life });
  await clock.advance(MINUTE / 2, 'promises');
  await box.on('right');
  await playAgenda(agenda, clock, momentAt(from, '00:00') + dates.length * DAY);
  await box.off();
  const cabinetOf = new Map(site.channels.map(({ id, cabinet }) => [id, cabinet]));
  return { days: dates.length, faults, truth, account, cabinetOf };
};

const playAgenda = async (agenda: Agenda, clock: ManualClock, end: UtcMillis): Promise<void> => {
  while (agenda.next() < end) {
    await clock.advance(Math.max(0, agenda.next() - clock.now()), 'promises');
    await agenda.take()?.happens();
  }
  await clock.advance(Math.max(0, end - clock.now()), 'promises');
};

interface BoxNeeds {
  readonly site: Site;
  readonly clock: ManualClock;
  readonly kitchen: YearKitchen;
  readonly agenda: Agenda;
  readonly account: YearAccount;
  readonly phones: Phones;
  chance(what: string): () => number;
}

/** The whole gateway on a box that is off, with the people whom it tells. */
const boxOf = ({ site, clock, kitchen, agenda, account, phones, chance }: BoxNeeds): Box => {
  const names = createNames(site);
  const box = switchedOnce(
    createBox({
      site,
      world: withSlowRounds(clock),
      kitchen: NO_WIRES,
      openLine: directLines(kitchen, site.channels),
      phones,
      random: chance('box'),
      tap: {
        committed: ({ facts }) => {
          account.note(facts, clock.now());
          staff.hear(facts);
        },
        named: names.named,
      },
    }),
  );
  const numbers = new Map(site.people.flatMap(({ id, phone }) => (phone === undefined ? [] : [[phone, id] as const])));
  const staff = createStaff({ clock, agenda, phones, box, numbers, idOf: names.idOf, random: chance('staff') });
  return box;
};

interface Watched {
  readonly things: Things;
  readonly kitchen: YearKitchen;
  readonly clock: ManualClock;
  readonly life: DailyLife;
}

/** Lets the kitchen live, minute by minute, and writes down what is true of it. */
const watched = ({ things, kitchen, clock, life }: Watched): Truth => {
  const truth = createTruth();
  const kinds = [...things].flatMap(([id, { cabinet }]) => (cabinet === undefined ? [] : [[id, cabinet.kind] as const]));
  const minute = (): void => {
    kitchen.live(clock.now() - MINUTE, MINUTE);
    for (const [id, kind] of kinds) {
      const air = kitchen.cabinets.get(id)?.state.air;
      if (air !== undefined && life.isOn(id, clock.now())) truth.see(id, kind, clock.now(), air);
      else truth.off(id);
    }
    clock.after(MINUTE, minute);
  };
  clock.after(MINUTE, minute);
  return truth;
};

const NO_WIRES: Parameters<typeof createBox>[0]['kitchen'] = {
  open: () => Promise.reject(new Error('there are no wires')),
  letGo: () => undefined,
};

const SECOND = 1_000;

/**
 * Where readings come once a minute, what the gateway looks at each second is looked at each minute: all that waits for
 * something waits by the clock, and is found so much later at most.
 */
const withSlowRounds = (clock: ManualClock): ManualClock => ({
  ...clock,
  after: (duration, action) => clock.after(duration === SECOND ? MINUTE : duration, action),
});

const nameSchema = z.looseObject({ name: z.string() });

/** Who is behind a reference, as the store beside the record says. */
const createNames = ({ people }: Site) => {
  const known = new Map<string, string>();
  return {
    named: (ref: string, text: string): void => {
      const read = nameSchema.safeParse(JSON.parse(text));
      const person = people.find(({ name }) => read.success && name === read.data.name);
      if (person !== undefined) known.set(ref, person.id);
    },
    idOf: (ref: string): string | undefined => known.get(ref),
  };
};

/** Faults come as they come: a box that has no power is neither killed nor switched off once more. */
const switchedOnce = (box: Box): Box => {
  let on = false;
  const whileOn = async (act: () => Promise<void>): Promise<void> => {
    if (on) await act();
  };
  return {
    ...box,
    on: async (clock) => {
      if (on) return;
      on = true;
      await box.on(clock);
    },
    off: () =>
      whileOn(async () => {
        on = false;
        await box.off();
      }),
    kill: () => whileOn(() => box.kill()),
    restart: () => whileOn(() => box.restart()),
    setRight: () => box.setRight(),
    step: (by) => box.step(by),
    ask: (request) => box.ask(request),
  };
};
