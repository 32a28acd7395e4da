import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '../../device-profiles/profile.ts';
import { readSite } from '../../gateway/app/read-site.ts';
import type { Site } from '../../gateway/config/site.ts';
import { createManualClock, type ManualClock } from '../../simulators/world/manual-clock.ts';
import { seededRandom, seedOf } from '../../simulators/world/seeded-random.ts';
import { createAccount } from './account.ts';
import { createBox } from './box.ts';
import { canteenOf } from './canteen.ts';
import { drawnFrom } from './curves.ts';
import { happen, type Stage } from './happen.ts';
import { createKitchen } from './kitchen.ts';
import { minuteIn, momentIn } from './local-minute.ts';
import { createPeople } from './people.ts';
import { createPhones } from './phones.ts';
import type { ScenarioFile } from './scenario-file.ts';
import { timeline } from './timeline.ts';

/** What a scenario came to, in the words of its file. */
export interface Outcome {
  readonly alarms: readonly string[];
  readonly notices: readonly string[];
  /** What the record says that it brought, and what reached the telephones and the web, where the two differ. */
  readonly untrue: readonly string[];
}

/** The canteen that scenarios play in, where none of their own is given. */
export const CANTEEN = 'test/scenarios/canteen.yaml';

/**
 * Plays a scenario: its kitchen, its telephones and its people around the whole gateway, on a clock that is turned by hand,
 * with a real record in a folder that is gone afterwards. Throws EdgeError `config-invalid` where its site is none.
 */
export const playScenario = async (file: ScenarioFile, canteen: string = CANTEEN): Promise<Outcome> => {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'larder-scenario-'));
  try {
    const { config, things } = canteenOf(file, canteen);
    const path = join(folder, 'larder.yaml');
    writeFileSync(path, config);
    const site = await readSite(path, {}, 'en');
    const clock = createManualClock({ now: momentIn(file.date, file.from), elapsed: 60_000 });
    return await played(file, { site, clock, things });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

interface Set {
  readonly site: Site;
  readonly clock: ManualClock;
  readonly things: ReturnType<typeof canteenOf>['things'];
}

const played = async (file: ScenarioFile, { site, clock, things }: Set): Promise<Outcome> => {
  const { date, seed } = file;
  const account = createAccount({
    minute: (at) => minuteIn(date, at),
    idOf: (name) => site.people.find((person) => person.name === name)?.id ?? name,
  });
  const kitchen = createKitchen({ things, profiles: profilesOf(site), clock, seed, drawn: drawnFrom(file) });
  const phones = createPhones(clock);
  const numbers = new Map(site.people.flatMap(({ id, phone }) => (phone === undefined ? [] : [[id, phone] as const])));
  const people = createPeople({ clock, phones, habits: file.people, numbers, idOf: account.personOf });
  // What a card that hangs takes late was known before. A box whose clock is right says when.
  const hangs = file.events.some(({ event }) => 'card' in event && event.card === 'hangs');
  const box = createBox({
    site, world: clock, kitchen, phones, random: seededRandom(seedOf(seed, 'box')),
    tap: {
      committed: ({ facts }) => {
        account.note(facts, hangs ? ({ at }) => at : clock.now);
        people.hear(facts);
      },
      named: account.named,
    },
  }); // biome-ignore format: a list to read
  const stage: Stage = { clock, kitchen, phones, box, numbers };
  await box.on('right');
  for (const { at, event } of timeline(file)) {
    await clock.advance(Math.max(0, at - clock.now()), 'promises');
    await happen(event, stage);
  }
  await clock.advance(Math.max(0, momentIn(date, file.to) - clock.now()), 'promises');
  const untrue = differences(account.told(), phones.reached());
  const outcome = { alarms: account.alarms(), notices: account.notices(), untrue };
  await box.off();
  return outcome;
};

const profilesOf = (site: Site): ReadonlyMap<string, Profile> =>
  new Map(site.devices.map(({ profile }) => [profile.id, profile]));

/** Where somebody was reached whom the record doesn't know of, or the other way round. An attempt that was cut short may have reached him. */
const differences = (
  { uncertain, ...told }: ReturnType<ReturnType<typeof createAccount>['told']>,
  reached: ReturnType<ReturnType<typeof createPhones>['reached']>,
): readonly string[] =>
  (['voice', 'sms', 'webhook'] as const).flatMap((way) => {
    const more = reached[way] - told[way];
    return more >= 0 && more <= uncertain ? [] : [`${way}: ${told[way]} in the record, ${reached[way]} in the world`];
  });
