import { pathToFileURL } from 'node:url';
import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import type { UtcMillis } from '../../gateway/domain/clock.ts';
import { createManualClock } from '../../simulators/world/manual-clock.ts';
import { rawOfValue, valueOfRaw } from '../../simulators/world/register-value.ts';
import { canteenOf } from './canteen.ts';
import { drawnFrom } from './curves.ts';
import { happen } from './happen.ts';
import { createKitchen } from './kitchen.ts';
import { minuteIn, momentIn } from './local-minute.ts';
import { createPhones } from './phones.ts';
import { CANTEEN } from './play-scenario.ts';
import { loadScenarioFile, type ScenarioFile } from './scenario-file.ts';
import { timeline } from './timeline.ts';

/** What a register shows, minute by minute. */
type Minutes = Map<string, { readonly at: UtcMillis; readonly value: number }[]>;

/**
 * The kitchen of a scenario without any box: what its registers would show once a minute, at `second`. Whoever writes a scenario
 * reckons from this what must be alarmed, before a gateway has seen it.
 */
const worldOf = async (file: ScenarioFile, second: number): Promise<Minutes> => {
  const { things } = canteenOf(file, CANTEEN);
  const wanted = new Set([...things.values()].map(({ device }) => device.profile));
  const profiles = await loadProfiles([SHIPPED_PROFILES], 'en', (id) => wanted.has(id));
  const clock = createManualClock({ now: momentIn(file.date, file.from), elapsed: 1e9 });
  const kitchen = createKitchen({ things, profiles, clock, seed: file.seed, drawn: drawnFrom(file) });
  const minutes: Minutes = new Map();
  kitchen.watch((register, value) => {
    if (clock.now() % 60_000 !== second * 1000) return;
    const [id = '', name = ''] = register.split('/');
    const found = profiles.get(things.get(id)?.device.profile ?? '')?.registers.find((each) => each.name === name);
    const factor = found?.scaleFrom === undefined ? 1 : 0.1;
    const shown =
      found === undefined || Number.isNaN(value) ? value : valueOfRaw(found, rawOfValue(found, value, factor), factor);
    const list = minutes.get(register) ?? [];
    minutes.set(register, list);
    if (list.at(-1)?.at !== clock.now()) list.push({ at: clock.now(), value: shown });
  });
  const nobody = {
    on: async () => undefined,
    off: async () => undefined,
    kill: async () => undefined,
    restart: async () => undefined,
    card: () => undefined,
    step: () => undefined,
    setRight: () => undefined,
    ask: async () => [],
  };
  for (const { at, event } of timeline(file)) {
    clock.run(Math.max(0, at - clock.now()));
    if (!('act' in event)) await happen(event, { clock, kitchen, phones: createPhones(clock), box: nobody, numbers: new Map() });
  }
  clock.run(Math.max(0, momentIn(file.date, file.to) - clock.now()));
  return minutes;
};

/** Stretches strictly beyond a limit, each as `11:04 to 11:50 (46 min), worst 9.1`. */
const stretchesBeyond = (
  values: readonly { at: UtcMillis; value: number }[],
  side: 'high' | 'low',
  limit: number,
): readonly { from: UtcMillis; to: UtcMillis; worst: number }[] => {
  const found: { from: UtcMillis; to: UtcMillis; worst: number }[] = [];
  let open = false;
  for (const { at, value } of values) {
    const beyond = side === 'high' ? value > limit : value < limit;
    const last = found.at(-1);
    if (!beyond) open = false;
    else if (open && last !== undefined) {
      last.to = at;
      last.worst = side === 'high' ? Math.max(last.worst, value) : Math.min(last.worst, value);
    } else found.push({ from: at, to: at, worst: value });
    open = beyond;
  }
  return found;
};

const LIMITS = [
  ['high', 14],
  ['high', 8],
  ['high', 7.5],
  ['high', 6],
  ['high', 5.5],
  ['low', 1],
  ['low', 0],
  ['high', -5],
  ['high', -12],
  ['high', -13],
  ['high', -15],
  ['high', -16],
  ['low', 60],
  ['low', 63],
  ['low', 64],
] as const;

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const show = async (path: string, every: number, second: number): Promise<void> => {
  const file = loadScenarioFile(path);
  for (const [register, values] of await worldOf(file, second)) {
    const only = values.map(({ value }) => value);
    print(`${register}: ${Math.min(...only)} to ${Math.max(...only)}`);
    if (every > 0)
      print(
        values
          .filter((_, place) => place % every === 0)
          .map(({ at, value }) => `${minuteIn(file.date, at)} ${value}`)
          .join('  '),
      );
    for (const [side, limit] of LIMITS) {
      const stretches = stretchesBeyond(values, side, limit);
      const share = stretches.reduce((sum, { from, to }) => sum + to - from + 60_000, 0) / (values.length * 60_000);
      if (stretches.length === 0 || share > 0.97) continue;
      const words = stretches
        .slice(0, 12)
        .map(
          ({ from, to, worst }) =>
            `${minuteIn(file.date, from)} to ${minuteIn(file.date, to)} (${(to - from) / 60_000}, ${worst})`,
        );
      print(
        `  ${side === 'high' ? '>' : '<'} ${limit}: ${words.join('; ')}${stretches.length > 12 ? ` and ${stretches.length - 12} more` : ''}`,
      );
    }
  }
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await show(process.argv[2] ?? '', Number(process.argv[3] ?? 0), Number(process.argv[4] ?? 0));
