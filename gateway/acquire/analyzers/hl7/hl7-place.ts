import { type FindText, findTextIn } from '../first-text.ts';
import { undoEscapes } from '../undo-escapes.ts';
import type { Hl7Separators, Segment } from './segments.ts';

/** The segments that a result stands among, by name. */
export type Surroundings = ReadonlyMap<string, Segment>;

const textAt = (place: string, around: Surroundings, separators: Hl7Separators): string | undefined => {
  const [name = '', path = ''] = place.split('-');
  const [field, component, subcomponent] = path.split('.');
  const text = around.get(name)?.fields[Number(field)];
  if (text === undefined || component === undefined) return text;
  const part = text.split(separators.repetition, 1)[0]?.split(separators.component)[Number(component) - 1];
  return subcomponent === undefined ? part : part?.split(separators.subcomponent)[Number(subcomponent) - 1];
};

/** The separators; highlighting is dropped. Source: HL7 v2.5.1, 2.7. */
const meaningsOf = ({ field, component, repetition, escape: mark, subcomponent }: Hl7Separators): Record<string, string> => ({
  F: field,
  S: component,
  T: subcomponent,
  R: repetition,
  E: mark,
  H: '',
  N: '',
});

/** Finds text at places such as `OBX-3.1`, a component being one of the first repetition. */
export const hl7Text = (around: Surroundings, separators: Hl7Separators): FindText => {
  const meanings = meaningsOf(separators);
  return findTextIn(
    (place) => textAt(place, around, separators),
    (sent) => undoEscapes(sent, separators.escape, meanings),
  );
};
