/** First byte of all commands but `NEXT`, and of all answers but one. */
export const ESCAPE = 0x1b;

/**
 * All that the box ever says on this link. The commands that erase all records (`1B B9`) and that overwrite settings
 * (`1B B8`) are not among them.
 */
export const SAID = {
  link: Uint8Array.of(ESCAPE, 0xbf),
  download: Uint8Array.of(ESCAPE, 0xb1),
  /** The record before is kept: the next, please. */
  next: Uint8Array.of(0x24),
  unlink: Uint8Array.of(ESCAPE, 0xff),
} as const;

/** What the meter says in two bytes. */
export type Mark =
  | { readonly is: 'linked'; readonly model: number }
  | { readonly is: 'linked-old' } // an older text has the meter answer 1B CF, without a model
  | { readonly is: 'download' } // records follow
  | { readonly is: 'finished' }
  | { readonly is: 'cancelled' }; // on the meter, by its operator

/** Second bytes of commands of the host: heard back, they are an echo. */
const COMMANDS: ReadonlySet<number> = new Set([0xbf, 0xb1, 0xff, 0xb8, 0xb9]);

/** Reads two bytes as something that the meter says; undefined where they are nothing. */
export const markOf = (first: number, second: number): Mark | undefined => {
  if (first === 0xb1 && second === 0xff) return { is: 'cancelled' };
  if (first !== ESCAPE || COMMANDS.has(second)) return undefined;
  if (second === 0xcf) return { is: 'linked-old' };
  if (second === 0xc1) return { is: 'download' };
  // The maker's paper has FE in all places but one, and FB there.
  if (second === 0xfe || second === 0xfb) return { is: 'finished' };
  return { is: 'linked', model: second };
};

/**
 * True where the first two bytes of a record can't be a record's, but say that none follows. Seconds and minutes end at 59, so
 * that a short record never begins so; the number of a long one would have to be beyond 400 million.
 */
export const endsRecords = (mark: Mark | undefined): boolean => mark?.is === 'finished' || mark?.is === 'cancelled';
