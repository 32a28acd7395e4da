import type { AtDialogue } from './at-dialogue.ts';
import { PROMPT } from './modem-setup.ts';

const PDU = /^[0-9A-F]+$/i;

/** Reads the message that a modem has just stored at a place of a memory, `SM` or `ME`, and removes it; undefined where it could not be read: then it stays. */
export const takeStored = async (at: AtDialogue, memory: string, place: string): Promise<string | undefined> => {
  // It points to a memory that need not be the one it reads from. Source: 3GPP TS 27.005, 3.2.2.
  await at.command(`AT+CPMS="${memory}"`, PROMPT);
  const answer = await at.command(`AT+CMGR=${place}`, PROMPT);
  const pdu = answer.is === 'ok' ? answer.lines.find((line) => PDU.test(line)) : undefined;
  if (pdu !== undefined) await at.command(`AT+CMGD=${place}`, PROMPT);
  return pdu;
};

/** More at a time are looked at the next time. */
const MOST_AT_ONCE = 50;

/** Reads and removes whatever is stored, read or not: what came while nobody listened, or was pointed to in vain. */
export const takeAllStored = async (at: AtDialogue): Promise<readonly string[]> => {
  // 4: all. Source: 3GPP TS 27.005, 3.4.2.
  const answer = await at.command('AT+CMGL=4', PROMPT);
  if (answer.is !== 'ok') return [];
  const found = answer.lines.flatMap((line, next) => {
    const place = /^\+CMGL: (\d+),/.exec(line)?.[1];
    const pdu = answer.lines[next + 1] ?? '';
    return place === undefined ? [] : [{ place, pdu: PDU.test(pdu) ? pdu : '' }];
  });
  for (const { place } of found.slice(0, MOST_AT_ONCE)) await at.command(`AT+CMGD=${place}`, PROMPT);
  return found.slice(0, MOST_AT_ONCE).map(({ pdu }) => pdu);
};
