import { readFile, stat } from 'node:fs/promises';
import type { AnalyzerSettings } from '../acquire/analyzers/analyzer-settings.ts';
import { readCapturedLog } from '../acquire/analyzers/log/captured-log.ts';
import type { Desk } from '../cases/desk.ts';
import type { Clock } from '../domain/clock.ts';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import type { Kept } from '../domain/sent-result.ts';

/** A captured log is at most this many bytes. */
const LARGEST_LOG = 16_777_216;

/**
 * Reads the captured log of an analyzer, leniently, and keeps each of its messages, marked as imported. What is known
 * already makes no second result. @throws EdgeError `file-unreadable`, or `request-refused` where it holds no message.
 */
export const importLog = async (
  file: string,
  { id: analyzer, profile }: AnalyzerSettings,
  desk: Pick<Desk, 'keep'>,
  clock: Clock,
): Promise<Kept> => {
  const messages = readCapturedLog([await bytesOf(file)], profile);
  if (messages.length === 0) throw new EdgeError('request-refused', `${file}: no message that ${profile.id} could have sent`);
  const total = { tests: 0, duplicates: 0, quarantined: 0 };
  for (const { raw, understood } of messages) {
    const receivedAt = Math.round(clock.now());
    const kept = await desk.keep({ analyzer, origin: 'file', raw, understood, receivedAt, imported: true });
    total.tests += kept.tests;
    total.duplicates += kept.duplicates;
    total.quarantined += kept.quarantined;
  }
  return total;
};

const bytesOf = async (file: string): Promise<Uint8Array> => {
  try {
    const { size } = await stat(file);
    if (size > LARGEST_LOG) throw new Error(`${size} bytes; ${LARGEST_LOG} are read at most`);
    return await readFile(file);
  } catch (error) {
    throw new EdgeError('file-unreadable', `${file}: ${wordsOf(error)}`, { cause: error });
  }
};
