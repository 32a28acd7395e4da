import type { SentResult, Transfer } from '../domain/sent-result.ts';
import type { DeskParts } from './desk-parts.ts';
import { referTo } from './people.ts';

/** Details that name a person, by the profiles' names for them: whoever ran the test, and whose goods they are. */
const PERSONAL = new Set(['operator', 'tester', 'reviewer', 'sampler', 'dealer', 'dealer-number', 'dealer-phone', 'patient']);

/** A longer text is no name. */
const LONGEST_NAME = 100;

/**
 * The transfer with a reference in the place of each person that the instrument named; who they are is kept beside the record
 * first. A record can't be changed, and a person may ask to be erased.
 */
export const leaveNamesOut = async (parts: DeskParts, transfer: Transfer): Promise<Transfer> => {
  const { understood } = transfer;
  await referTo(parts, understood.results.flatMap(namesIn));
  return { ...transfer, understood: { ...understood, results: understood.results.map((sent) => referring(parts, sent)) } };
};

const namesIn = ({ details = {} }: SentResult): readonly string[] =>
  Object.entries(details).flatMap(([name, text]) => (PERSONAL.has(name) && text.trim() !== '' ? [nameOf(text)] : []));

const nameOf = (text: string): string => text.trim().slice(0, LONGEST_NAME);

const referring = ({ needs }: DeskParts, sent: SentResult): SentResult => {
  const { details } = sent;
  if (details === undefined || namesIn(sent).length === 0) return sent;
  const referred = Object.entries(details).map(
    ([name, text]) => [name, PERSONAL.has(name) && text.trim() !== '' ? needs.refOf(nameOf(text)) : text] as const,
  );
  return { ...sent, details: Object.fromEntries(referred) };
};
