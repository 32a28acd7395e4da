/** The characters that part a message's records, each one character. Source: LIS02-A2, section 5. */
export interface Delimiters {
  readonly field: string;
  readonly repeat: string;
  readonly component: string;
  readonly escape: string;
}

/** What holds where a message declares nothing else. */
export const USUAL_DELIMITERS: Delimiters = { field: '|', repeat: '\\', component: '^', escape: '&' };

const mayDelimit = (character: string): boolean => /^[^A-Za-z0-9\s\u{FFFD}]$/u.test(character);

/** Some instruments escape the repeat delimiter on its way into their own strings, and send it twice: `H|\\^&`. */
const undoubled = (declared: readonly string[]): readonly string[] =>
  declared.length > 3 && declared[0] === declared[1] ? declared.slice(1) : declared;

/**
 * The delimiters that a header declares: its second character parts fields, and field 2 holds repeat, component and escape.
 * What it leaves out is as usual; what can't be a delimiter, or would be two at once, undoes the declaration. Source:
 * LIS02-A2, field H-2.
 */
export const declaredDelimiters = (header: string): Delimiters => {
  const field = header[1] ?? '';
  if (!mayDelimit(field)) return USUAL_DELIMITERS;
  const [repeat, component, escapeMark] = undoubled([...(header.slice(2).split(field, 1)[0] ?? '')]);
  const delimiters = {
    field,
    repeat: repeat ?? USUAL_DELIMITERS.repeat,
    component: component ?? USUAL_DELIMITERS.component,
    escape: escapeMark ?? USUAL_DELIMITERS.escape,
  };
  const all = Object.values(delimiters);
  return all.every(mayDelimit) && new Set(all).size === all.length ? delimiters : { ...USUAL_DELIMITERS, field };
};
