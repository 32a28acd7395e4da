import '../domain/uncompiled-shapes.ts';
import { parentPort } from 'node:worker_threads';
import type { JournalSettings } from '../journal/journal-settings.ts';
import { serveJournal } from '../journal/journal-thread.ts';
import { chance } from './chance.ts';
import { journalNeeds } from './journal-needs.ts';
import { systemClock } from './system-clock.ts';

/** The journal's thread: the core on the real clock. */
const port = parentPort;
if (port === null) throw new Error('the journal runs in a worker');
port.once('message', (settings: JournalSettings) =>
  serveJournal(port, settings, () => journalNeeds(settings, systemClock, chance)),
);
