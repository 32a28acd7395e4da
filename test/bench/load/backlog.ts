import { mkdirSync } from 'node:fs';
import { settingsOfJournal } from '../../../gateway/app/journal-settings.ts';
import { readSite } from '../../../gateway/app/read-site.ts';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import { instantOf, type Millis } from '../../../gateway/domain/clock.ts';
import { createReadingBatch } from '../../../gateway/domain/reading-batch.ts';
import { sha256 } from '../../../gateway/evidence/sha256.ts';
import { signatureHolds } from '../../../gateway/evidence/signature.ts';
import { openSigner } from '../../../gateway/evidence/signing-key.ts';
import { JournalCore } from '../../../gateway/journal/journal-core.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';

/** Channels that one answer brings. */
const ANSWER = 20;

/** A value that wanders as a good fridge's does. */
const valueAt = (place: number, step: number): number =>
  Math.round(35 + 20 * Math.sin(step / 400 + place) + ((step * 7919 + place * 31) % 3) - 1) / 10;

/**
 * Fills the journal of a site that has not run yet with `time` up to now, each channel every `every`; nothing of it is
 * delivered. Gives the number of readings.
 */
export const writeBacklog = async (config: string, time: Millis, every: Millis): Promise<number> => {
  const site = await readSite(config, process.env, 'en');
  mkdirSync(site.dataFolder, { recursive: true });
  const clock = createManualClock({ now: systemClock.now() - time, elapsed: 0 });
  const settings = { ...settingsOfJournal(site, '0.0.0', 'sure'), bootId: 'the day before' };
  const needs = { clock, random: Math.random, signer: openSigner(site.dataFolder, true), sha256, signatureHolds };
  const core = new JournalCore(settings, needs);
  const batch = createReadingBatch();
  const answers = answersOf(site.channels.length);
  let readings = 0;
  for (let step = 0; step < time / every; step += 1) {
    clock.run(every);
    for (const channels of answers) {
      batch.add({ elapsed: clock.elapsed(), channels, values: channels.map((place) => valueAt(place, step)) });
    }
    if (batch.size() < 10_000) continue;
    readings += batch.size();
    core.commit({ at: instantOf(clock), clock: 'sure', readings: batch.take(), facts: [], states: [] });
    core.tick();
    while (core.work());
  }
  core.close();
  return readings;
};

const answersOf = (channels: number): readonly (readonly number[])[] =>
  Array.from({ length: channels / ANSWER }, (_, answer) =>
    Array.from({ length: ANSWER }, (__, place) => answer * ANSWER + place),
  );
