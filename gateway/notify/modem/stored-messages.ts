import type { AtDialogue } from './at-dialogue.ts';
import { PROMPT } from './modem-setup.ts';

const PDU = /^[0-9A-F]+$/i;

/** Reads the message that a modem has just stored at a place of a memory, `SM` or `ME`, and removes it; undefined where it could not be read: then it stays. */
export const takeStored = async (at: AtDialogue, memory: string, place: string): Promise<string | undefined> => {
  // It points to a memory that need not be the one it reads from. Source: 3GPP TS 27.005, 3.2.2.
  await at.command(`AT+CPMS="${memory}"`, PROMPT);
  return await takeAt(at, place);
};

const takeAt = async (at: AtDialogue, place: string): Promise<string | undefined> => {
  const answer = await at.command(`AT+CMGR=${place}`, PROMPT);
  const pdu = answer.is === 'ok' ? answer.lines.find((line) => PDU.test(line)) : undefined;
  if (pdu !== undefined) await at.command(`AT+CMGD=${place}`, PROMPT);
  return pdu;
};

/** More at a time are looked at the next time. */
const MOST_AT_ONCE = 50;

/** What was stored. */
export interface TakenMessages {
  /** PDUs; each was removed. */
  readonly read: readonly string[];
  /** What the modem says of messages that it doesn't hand over; they stay where they are. */
  readonly unread: readonly string[];
}

/**
 * Reads and removes whatever is stored, read or not: what came while nobody listened, or was pointed to in vain. A line that
 * comes by itself may stand between a message and what is said of it; what isn't found is asked for on its own.
 */
export const takeAllStored = async (at: AtDialogue): Promise<TakenMessages> => {
  // 4: all. Source: 3GPP TS 27.005, 3.4.2.
  const answer = await at.command('AT+CMGL=4', PROMPT);
  const read: string[] = [];
  const unread: string[] = [];
  for (const { place, lines } of answer.is === 'ok' ? storedIn(answer.lines).slice(0, MOST_AT_ONCE) : []) {
    const listed = lines.find((line) => PDU.test(line));
    const pdu = listed ?? (await takeAt(at, place));
    if (listed !== undefined) await at.command(`AT+CMGD=${place}`, PROMPT);
    if (pdu === undefined) unread.push(lines.join(' '));
    else read.push(pdu);
  }
  return { read, unread };
};

/** Each message that a list names, with the lines up to the next. */
const storedIn = (lines: readonly string[]): readonly { readonly place: string; readonly lines: readonly string[] }[] => {
  const heads = lines.flatMap((line, at) => {
    const place = /^\+CMGL: (\d+),/.exec(line)?.[1];
    return place === undefined ? [] : [{ place, at }];
  });
  return heads.map(({ place, at }, next) => ({ place, lines: lines.slice(at, heads[next + 1]?.at) }));
};
