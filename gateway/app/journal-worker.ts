import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { CALIBRATION_PREFIX, channelsInForce } from '../cases/kitchen/channels-in-force.ts';
import { sha256 } from '../evidence/sha256.ts';
import { signatureHolds } from '../evidence/signature.ts';
import { openSigner } from '../evidence/signing-key.ts';
import type { JournalSettings } from '../journal/journal-settings.ts';
import { serveJournal } from '../journal/journal-thread.ts';
import { JOURNAL_FILE } from '../journal/sqlite-file.ts';
import { chance } from './chance.ts';
import { createRecordClock } from './record-clock.ts';
import { systemClock } from './system-clock.ts';

/** The journal's thread: the core, evidence's signer and hash, and the real clock. */
const startJournal = (port: MessagePort, settings: JournalSettings): void => {
  const isFirstStart = !existsSync(join(settings.folder, JOURNAL_FILE));
  serveJournal(port, settings, () => ({
    clock: createRecordClock(systemClock, 0, () => settings.clock),
    random: chance,
    signer: openSigner(settings.folder, isFirstStart),
    signatureHolds,
    sha256,
    tableStates: { prefix: CALIBRATION_PREFIX, inForce: channelsInForce },
  }));
};

const port = parentPort;
if (port === null) throw new Error('the journal runs in a worker');
port.once('message', (settings: JournalSettings) => startJournal(port, settings));
