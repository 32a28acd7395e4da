import { type FindText, findTextIn } from '../first-text.ts';
import { undoEscapes } from '../undo-escapes.ts';
import type { Delimiters } from './delimiters.ts';
import type { LisRecord } from './records.ts';

/** The records that a result stands under, by type. */
export type Lineage = Readonly<Partial<Record<string, LisRecord>>>;

const textAt = (place: string, lineage: Lineage, { repeat, component }: Delimiters): string | undefined => {
  const [type = '', field, part] = place.split('.');
  const text = lineage[type]?.fields[Number(field) - 1];
  if (text === undefined || part === undefined) return text;
  return text.split(repeat, 1)[0]?.split(component)[Number(part) - 1];
};

/** The four delimiters; highlighting is dropped. Source: LIS02-A2, 5.4.5.1. */
const meaningsOf = ({ field, repeat, component, escape: mark }: Delimiters): Readonly<Record<string, string>> => ({
  F: field,
  R: repeat,
  S: component,
  E: mark,
  H: '',
  N: '',
});

/** Finds text at places such as `O.3.1`, a component being one of the first repeat. */
export const lisText = (lineage: Lineage, delimiters: Delimiters): FindText => {
  const meanings = meaningsOf(delimiters);
  return findTextIn(
    (place) => textAt(place, lineage, delimiters),
    (sent) => undoEscapes(sent, delimiters.escape, meanings),
  );
};
