import { randomBytes } from 'node:crypto';

/** The real chance, between 0 and 1: for jitter, never for secrets. */
export const chance = (): number => Math.random();

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id of `length` lower-case letters and digits that nobody can guess, about 5.2 bits each. */
export const newId = (length = 12): string => {
  // 252 is the largest multiple of 36 in a byte: bytes above it would make some letters likelier.
  const letters = [...randomBytes(length * 2)].filter((byte) => byte < 252).map((byte) => LETTERS[byte % LETTERS.length] ?? '');
  return letters.length >= length ? letters.slice(0, length).join('') : newId(length);
};
