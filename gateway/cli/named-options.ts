import { EdgeError } from '../domain/edge-error.ts';

/** The options that fields of a form come from; all others of these commands stand behind no option. */
const OPTIONS: Readonly<Record<string, string>> = {
  action: 'action', by: 'by', cabinet: 'cabinet', certificate: 'certificate', corrects: 'corrects', dishes: 'dish',
  disposedAt: 'at', due: 'due', for: 'until', goods: 'goods', grams: 'grams', instrument: 'instrument',
  kilograms: 'kilograms', meal: 'meal', read: 'read', reason: 'reason', reference: 'reference', shown: 'shown',
  takenAt: 'taken-at', until: 'until', words: 'words',
}; // biome-ignore format: a list to read

/** `dishes.2` of a form is `--dish (3)` on the command line. */
const optionAt = (place: string): string => {
  const fields = place.split('.');
  const option = OPTIONS[fields.findLast((field) => Object.hasOwn(OPTIONS, field)) ?? ''];
  if (option === undefined) return place;
  const [index] = fields.filter((field) => /^\d+$/.test(field));
  return index === undefined || index === '0' ? `--${option}` : `--${option} (${Number(index) + 1})`;
};

/** What a gateway refused, with each fault at the option that it came from; anything else as it is. */
export const atOptions = (error: unknown): unknown => {
  if (!(error instanceof EdgeError) || error.faults.length === 0) return error;
  const faults = error.faults.map((fault) => (fault.place === undefined ? fault : { ...fault, place: optionAt(fault.place) }));
  return new EdgeError(error.code, error.message, { faults, language: error.language, cause: error });
};
