import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import { askGateway } from '../../gateway/app/ask-gateway.ts';
import { statusScreen } from '../../gateway/console/status-screen.ts';
import type { Clock, Millis } from '../../gateway/domain/clock.ts';
import { sleep } from '../../gateway/domain/clock.ts';
import { EdgeError } from '../../gateway/domain/edge-error.ts';
import { say } from '../../gateway/domain/messages/catalogue.ts';
import type { Language } from '../../gateway/domain/messages/message.ts';
import { loadScenario, SHIPPED_SCENARIOS } from '../world/load-scenario.ts';
import { openWorld, type World } from '../world/world.ts';
import type { WorldEvent } from '../world/world-event.ts';
import { type Arrivals, createArrivals } from './arrivals.ts';
import { type StageBroker, startBroker } from './broker.ts';
import { countedAtLast, lastLine, readyToEnd } from './demo-end.ts';
import { demoCabinet, writeDemoSite } from './demo-site.ts';
import { createDemoStation, DEMO_ANALYZER, type DemoStation } from './demo-station.ts';
import { createDemoStory, type DemoStory } from './demo-story.ts';
import { type GatewayProcess, startGateway } from './gateway-process.ts';
import { createSmallReceiver, type SmallReceiver } from './small-receiver.ts';

/** Where the demonstration is shown: data on `out`, the story and the live table on `err`. */
export interface DemoAudience {
  out(text: string): void;
  err(text: string): void;
  readonly interactive: boolean;
  readonly language: Language;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly ending: AbortSignal;
}

/** What is played. The demonstration has it all; a rehearsal may have its own. */
export interface DemoPlay {
  /** File of the scenario. */
  readonly scenario?: string;
  /** How many times faster than life the operator at the bench works. */
  readonly pace?: number;
  /** The program of the gateway; absent: the one that was compiled beside this. */
  readonly program?: string;
}

/** How often the live table is drawn. */
const REDRAW: Millis = 1000;
const STORY_LINES = 8;
const CLEARED_SCREEN = '\x1b[H\x1b[J';

/** Everything that stands on the stage. */
interface Stage {
  readonly world: World;
  readonly broker: StageBroker;
  readonly receiver: SmallReceiver;
  readonly gateway: GatewayProcess;
  readonly arrivals: Arrivals;
  readonly story: DemoStory;
  readonly station: DemoStation;
  readonly config: string;
  readonly dataFolder: string;
  readonly opening: string;
  /** Aborted when the play is over: the script's broker goes away no more. */
  readonly over: AbortController;
}

/**
 * The demonstration: a world, a broker and a subscriber around a real gateway, for `duration`.
 * @returns 0 when all that the devices sent arrived, once, unaltered and with its chain whole; else 1.
 */
export const runDemo = async (duration: Millis, clock: Clock, audience: DemoAudience, play: DemoPlay = {}): Promise<number> => {
  const closing: (() => Promise<void>)[] = [];
  try {
    const stage = await setStage(clock, audience, play, (close) => closing.unshift(close));
    audience.err(stage.opening);
    await Promise.all([showLive(stage, duration, clock, audience), workUntil(stage, duration, clock, audience)]);
    audience.err(say(audience.language, 'demo.ending'));
    stage.over.abort();
    await readyToEnd(stage, clock);
    const code = await stage.gateway.stop();
    if (code !== '0') audience.err(say(audience.language, 'demo.unclean', { code }));
    return await countAll(stage, code, clock, audience);
  } finally {
    for (const close of closing) await close();
  }
};

/** Opens everything in its order; what was opened is handed to `toClose`, so that a failure on the way leaves nothing open. */
const setStage = async (
  clock: Clock,
  audience: DemoAudience,
  { scenario: file = join(SHIPPED_SCENARIOS, 'canteen.yaml'), pace, program }: DemoPlay,
  toClose: (close: () => Promise<void>) => void,
): Promise<Stage> => {
  const { language, environment, interactive, err } = audience;
  const profiles = await loadProfiles([SHIPPED_PROFILES], language);
  const scenario = await loadScenario(file, { profiles, language });
  const over = new AbortController();
  const broker = await startBroker();
  toClose(broker.close);
  const cabinetOf = (channel: string): string => demoCabinet(channel, language);
  const story = createDemoStory({ language, clock, cabinetOf, tell: (line) => interactive || err(line) });
  const arrivals = createArrivals();
  let arrivesAtBench: DemoStation['arrives'] = () => undefined;
  const receiver = createSmallReceiver({
    url: broker.url,
    gateway: 'demo-canteen',
    receiver: 'demo',
    // As a platform has it: what comes while it is away is kept for it.
    connection: { clientId: 'demo-subscriber', clean: false },
    onBlock: (block) => {
      arrivals.take(block);
      story.arrives(block);
      arrivesAtBench(block);
    },
  });
  toClose(receiver.close);
  await receiver.ready;
  const world = await openWorld(scenario, { clock, profiles, onEvent: (event) => happen(event, broker, story, over.signal) });
  toClose(world.close);
  const { host = '', port = 0, address = '' } = world.lines[0] ?? {};
  const folder = mkdtempSync(join(tmpdir(), 'larder-demo-'));
  const units = new Map(scenario.devices.map(({ id, unit, profile }) => [id, { unit, profile }]));
  const bench = world.analyzers.get(DEMO_ANALYZER);
  const site = writeDemoSite({ folder, host, port, meter: bench?.wire.address ?? '', brokerUrl: broker.url, units, language });
  const gateway = await startGateway({ ...site, environment, clock, ...(program === undefined ? {} : { program }) });
  const opening = say(language, 'demo.opening', {
    devices: scenario.devices.length,
    address,
    config: site.config,
    broker: broker.url,
  });
  if (bench === undefined) throw new EdgeError('scenario-invalid', `the scenario has no analyzer ${DEMO_ANALYZER}`);
  const station = createDemoStation({
    clock,
    meter: bench.meter,
    ask: (word, entered) => askGateway(site.dataFolder, { ask: 'desk', ...{ do: word, with: entered } }, clock),
    language,
    seconds: story.seconds,
    tell: story.tell,
    ...(pace === undefined ? {} : { pace }),
  });
  arrivesAtBench = station.arrives;
  return { world, broker, receiver, gateway, arrivals, story, station, ...site, opening, over };
};

const happen = (event: WorldEvent, broker: StageBroker, story: DemoStory, over: AbortSignal): void => {
  if ('broker' in event && over.aborted) return;
  story.happens(event);
  if ('broker' in event) void (event.broker === 'away' ? broker.goAway() : broker.comeBack());
};

const showLive = async (
  { gateway, story, opening }: Stage,
  duration: Millis,
  clock: Clock,
  audience: DemoAudience,
): Promise<void> => {
  const { language, interactive, ending, err } = audience;
  const until = clock.elapsed() + duration;
  while (!ending.aborted && clock.elapsed() < until) {
    await sleep(clock, Math.min(REDRAW, until - clock.elapsed()), ending);
    const screen = interactive || clock.elapsed() >= until ? statusScreen(await gateway.status(), language) : [];
    if (interactive) err([CLEARED_SCREEN + opening, '', ...screen, '', ...story.latest(STORY_LINES)].join('\n'));
    else if (screen.length > 0) err(['', ...screen, ''].join('\n'));
  }
};

/** Lets the operator at the bench work; what the end of the demonstration interrupts is left. */
const workUntil = async ({ station }: Stage, duration: Millis, clock: Clock, { ending }: DemoAudience): Promise<void> => {
  const over = new AbortController();
  const cancel = clock.after(duration, () => over.abort());
  await station.work(AbortSignal.any([over.signal, ending])).finally(cancel);
};

/** Counts what arrived and says it, in words and in the last line. Gives the exit code. */
const countAll = async (stage: Stage, code: string, clock: Clock, { language, out, err }: DemoAudience): Promise<number> => {
  const { world, receiver, arrivals, station, config, dataFolder } = stage;
  const sentOf = (channel: string) =>
    world.answers.values(channel).map(({ value, at }) => ({ elapsed: at, value: Number.isNaN(value) ? null : value }));
  const tally = await countedAtLast({ sentOf, arrivedOf: arrivals.of, tests: station.tally }, clock);
  const counts = receiver.counts();
  const isWhole = counts.brokenChains + counts.duplicated + counts.unreadable === 0 && receiver.holes('readings').length === 0;
  err(
    say(language, 'demo.arrived', {
      blocks: counts.blocks, readings: receiver.upTo('readings'), urgent: receiver.upTo('urgent'), folder: dataFolder, config,
    }),
  ); // biome-ignore format: a list to read
  const { measured, arrived, lost, duplicated, altered } = station.tally();
  err(say(language, 'demo.tests', { measured, arrived, wrong: lost + duplicated + altered, config }));
  const last = lastLine(tally, { isWhole, code });
  out(last.line);
  return last.code;
};
