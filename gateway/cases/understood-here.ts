import type { SentResult, Transfer } from '../domain/sent-result.ts';
import type { DeskParts } from './desk-parts.ts';
import { leaveNamesOut } from './leave-names-out.ts';

/**
 * A transfer as the desk works with it: items that the instrument calls by a name of the limits' own data are known, whether
 * its profile maps them or not; and nobody's name is left in it.
 */
export const understoodHere = async (parts: DeskParts, transfer: Transfer): Promise<Transfer> => {
  const { understood } = transfer;
  return await leaveNamesOut(parts, {
    ...transfer,
    understood: { ...understood, results: understood.results.map((sent) => withItem(parts, sent)) },
  });
};

const withItem = ({ needs }: DeskParts, sent: SentResult): SentResult => {
  const item = sent.item ?? needs.itemNamed(sent.code);
  return item === undefined ? sent : { ...sent, item };
};
