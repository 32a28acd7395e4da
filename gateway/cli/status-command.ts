import { join } from 'node:path';
import { askGateway } from '../app/ask-gateway.ts';
import { readSite } from '../app/read-site.ts';
import { needsPerson, statusSchema } from '../app/status.ts';
import { systemClock } from '../app/system-clock.ts';
import type { Site } from '../config/site.ts';
import { lastKnownScreen, lastReadings } from '../console/last-known.ts';
import { statusScreen } from '../console/status-screen.ts';
import type { Block } from '../domain/block.ts';
import { parseBlockLine } from '../domain/block-line.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import { sha256 } from '../evidence/sha256.ts';
import { RecordFile } from '../journal/record-file.ts';
import { JOURNAL_FILE } from '../journal/sqlite-file.ts';
import type { Command, Terminal } from './command.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';

/** So many of the last readings are looked through for the last of each channel. */
const LOOK_BACK = 20_000;

/** `larder status`: the running gateway's account of itself; exit 1 when something needs a person. */
export const statusCommand: Command = {
  name: 'status',
  help: (language) => say(language, 'command.status-help'),
  run: async (words, terminal) => {
    const { values } = parsedOptions(words, { ...CONFIG_OPTION, json: { type: 'boolean', default: false } });
    const site = await readSite(values.config, terminal.environment, terminal.language, false);
    const answer = await askGateway(site.dataFolder, { ask: 'status' }, systemClock).catch((error: unknown) => {
      if (error instanceof EdgeError && error.code === 'gateway-not-running' && !values.json) showLastKnown(site, terminal);
      throw error;
    });
    const status = statusSchema.parse(answer);
    if (values.json) terminal.out(JSON.stringify(answer));
    else for (const line of statusScreen(status, site.gateway.language)) terminal.out(line);
    return needsPerson(status) ? 1 : 0;
  },
};

/** Shows what the record last knew; a box without a record has nothing to show. */
const showLastKnown = ({ dataFolder, gateway }: Site, { out }: Terminal): void => {
  const record = openedRecord(join(dataFolder, JOURNAL_FILE));
  if (record === undefined) return;
  try {
    for (const line of lastKnownScreen(lastReadings(lastBlocks(record)), gateway.timezone, gateway.language)) out(line);
  } finally {
    record.close();
  }
};

const openedRecord = (path: string): RecordFile | undefined => {
  try {
    return new RecordFile(path);
  } catch (error) {
    if (error instanceof EdgeError && error.code === 'file-unreadable') return undefined;
    throw error;
  }
};

function* lastBlocks(record: RecordFile): Generator<Block> {
  const [last] = record.heads().readings;
  for (const line of record.lines('readings', Math.max(1, last - LOOK_BACK))) {
    const parsed = parseBlockLine(line, sha256);
    if (parsed.is === 'block') yield parsed.block;
  }
}
