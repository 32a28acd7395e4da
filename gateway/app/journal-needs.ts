import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CALIBRATION_PREFIX, channelsInForce } from '../cases/kitchen/channels-in-force.ts';
import type { Clock } from '../domain/clock.ts';
import { sha256 } from '../evidence/sha256.ts';
import { signatureHolds } from '../evidence/signature.ts';
import { KEY_FILE, openSigner } from '../evidence/signing-key.ts';
import type { JournalNeeds, JournalSettings } from '../journal/journal-settings.ts';
import { JOURNAL_FILE } from '../journal/sqlite-file.ts';
import { createRecordClock } from './record-clock.ts';

/** What the journal's core needs of the machine that it is opened on: evidence's signer and hash, a clock, and chance between 0 and 1. @throws EdgeError `key-unreadable`. */
export const journalNeeds = (settings: JournalSettings, machine: Clock, random: () => number): JournalNeeds => {
  const isFirstStart = !existsSync(join(settings.folder, JOURNAL_FILE));
  const keyFound = existsSync(join(settings.folder, KEY_FILE));
  return {
    clock: createRecordClock(machine, 0, () => settings.clock),
    random,
    signer: openSigner(settings.folder, isFirstStart),
    keyFound,
    signatureHolds,
    sha256,
    tableStates: { prefix: CALIBRATION_PREFIX, inForce: channelsInForce },
  };
};
