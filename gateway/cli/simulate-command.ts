import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import { eventWords } from '../../simulators/world/event-words.ts';
import { loadScenario } from '../../simulators/world/load-scenario.ts';
import type { Scenario } from '../../simulators/world/scenario-schema.ts';
import { openWorld, type World } from '../../simulators/world/world.ts';
import type { WorldEvent } from '../../simulators/world/world-event.ts';
import { systemClock } from '../app/system-clock.ts';
import { type Millis, sleep } from '../domain/clock.ts';
import { parseDuration } from '../domain/duration.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { Command, Terminal } from './command.ts';
import { withMovedLinks } from './moved-links.ts';
import { parsedOptions } from './options.ts';

const OPTIONS = { for: { type: 'string' }, line: { type: 'string', multiple: true } } as const;

const durationOf = (text: string | undefined, language: Language): Millis | undefined => {
  if (text === undefined) return undefined;
  const duration = parseDuration(text);
  if (duration === undefined) throw new EdgeError('usage', say(language, 'scenario.duration', { text }));
  return duration;
};

const tellBeginning = (world: World, scenario: Scenario, terminal: Terminal): void => {
  const { language, out, err } = terminal;
  for (const { id, address } of world.lines) {
    const units = scenario.devices.filter(({ line }) => line === id).map(({ unit }) => unit);
    out(say(language, 'scenario.served', { line: id, address, units: units.join(', ') }));
  }
  for (const { id, kind, wire } of world.analyzers.values())
    out(say(language, 'scenario.analyzer-served', { analyzer: id, kind, address: wire.address }));
  err(say(language, 'scenario.serving', { name: scenario.name, speed: scenario.speed }));
};

const tellEnd = (world: World, { language, out }: Terminal): void => {
  out(say(language, 'scenario.ended', { answers: world.answers.total() }));
  const logs = [...world.analyzers.values()].map(({ meter }) => meter.log);
  if (logs.length === 0) return;
  const measured = logs.reduce((sum, log) => sum + log.measured.length, 0);
  const acknowledged = logs.reduce((sum, log) => sum + log.acknowledged.size, 0);
  out(say(language, 'scenario.analyzers-ended', { measured, acknowledged }));
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** `larder simulate`: serves a world of devices, cabinets and faults until Ctrl-C. */
export const simulateCommand: Command = {
  name: 'simulate',
  help: (language) => say(language, 'scenario.help'),
  run: async (words, terminal) => {
    const { language, out, ending } = terminal;
    const { values, positionals } = parsedOptions(words, terminal, OPTIONS, true);
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new EdgeError('usage', say(language, 'scenario.help'));
    const duration = durationOf(values.for, language);
    const profiles = await loadProfiles([SHIPPED_PROFILES], language);
    const scenario = withMovedLinks(await loadScenario(file, { profiles, language }), values.line ?? [], language);
    const onEvent = (event: WorldEvent): void => out(eventWords(event, language));
    const world = await openWorld(scenario, { clock: systemClock, profiles, onEvent });
    tellBeginning(world, scenario, terminal);
    await (duration === undefined ? aborted(ending) : sleep(systemClock, duration, ending));
    await world.close();
    tellEnd(world, terminal);
    return 0;
  },
};
