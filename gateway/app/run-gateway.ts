import { mkdirSync } from 'node:fs';
import type { Site } from '../config/site.ts';
import { type Millis, sleep } from '../domain/clock.ts';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import type { JournalWorker } from '../journal/journal-client.ts';
import { chance, newId } from './chance.ts';
import { composeGateway } from './compose.ts';
import { endAnyhow } from './end-anyhow.ts';
import { thisHost } from './host.ts';
import { openLog } from './log.ts';
import { LONGEST_END } from './orderly-end.ts';
import { systemClock } from './system-clock.ts';
import { VERSION } from './version.ts';
import { collectRemains, letYoungHeapGrow } from './young-heap.ts';

/** By then a start has loaded all that it will, its uplinks included, and the first values are on the disk: they don't wait for the collection. */
const SETTLED: Millis = 3_000;

const settle = (): void => {
  collectRemains();
  letYoungHeapGrow();
};

/** Runs the gateway of `site`, its journal in the worker given, until `ending` is aborted, or until its record can't be kept any more. @returns the exit code. */
export const runGateway = async (
  site: Site,
  journalWorker: JournalWorker,
  environment: Readonly<Record<string, string | undefined>>,
  ending: AbortSignal,
): Promise<number> => {
  // Whatever the gateway makes is its owner's alone: the record, its lock, the socket.
  process.umask(0o077);
  makeDataFolder(site.dataFolder);
  const log = openLog(environment['LARDER_LOG'] ?? 'info');
  const fatal = new AbortController();
  const ended = new AbortController();
  const over = AbortSignal.any([ending, fatal.signal]);
  // From the first moment on: a card that hangs may keep the record from being opened at all.
  let doing = 'the record is not open yet: the disk does not answer';
  void aborted(over)
    .then(() => sleep(systemClock, LONGEST_END, ended.signal))
    .then(() => {
      if (ended.signal.aborted) return undefined;
      log.error({ error: doing }, 'the end was not orderly');
      return endAnyhow(journalWorker, log);
    });
  const gateway = await composeGateway(site, {
    clock: systemClock, host: thisHost, journalWorker, chance, newId, log, version: VERSION, environment,
    onFatal: (error) => {
      log.fatal({ error: wordsOf(error) }, 'the gateway can’t go on');
      fatal.abort();
    },
  }); // biome-ignore format: a list to read
  log.info({ gateway: site.gateway.id, version: VERSION, data: site.dataFolder }, 'the gateway runs');
  doing = 'it took too long';
  void sleep(systemClock, SETTLED, over).then(() => over.aborted || settle());
  await aborted(over);
  log.info({}, 'the gateway ends');
  const orderly = await gateway.stop().then(
    () => true,
    (error: unknown) => {
      log.error({ error: wordsOf(error) }, 'the end was not orderly');
      return false;
    },
  );
  ended.abort();
  return fatal.signal.aborted || !orderly ? 1 : 0;
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));

const makeDataFolder = (folder: string): void => {
  try {
    // For the owner alone: the signing key and the people's table live here.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new EdgeError('data-folder-unwritable', wordsOf(error), { cause: error });
  }
};
