/** Ids that the desk gives: date, counter, check digit, as `260115-017-3`. Digits alone, because meters have numeric keys. */
const GIVEN = /^(\d{6})-?(\d{3})-?(\d)$/;

/** What two ways of writing one id have in common: `260115-017-3` is `2601150173`. */
export const idKey = (id: string): string => id.trim().toUpperCase().replaceAll('-', '');

/** The check digit of ISO/IEC 7064 MOD 11,10: finds every single wrong digit, and nearly every pair that was swapped. */
export const checkDigit = (digits: string): string => {
  const product = [...digits].reduce((carried, digit) => {
    const sum = (carried + Number(digit)) % 10;
    return ((sum === 0 ? 10 : sum) * 2) % 11;
  }, 10);
  return String((11 - product) % 10);
};

/** The id of the `count`th sample of a day, counted from 1. `date` is local: `260115`. */
export const sampleIdOf = (date: string, count: number): string => {
  const counter = String(count).padStart(3, '0');
  return `${date}-${counter}-${checkDigit(`${date}${counter}`)}`;
};

/** The counter of an id that the desk gave on `date`; 0 for any other. */
export const counterOf = (id: string, date: string): number => {
  const [, day, counter] = GIVEN.exec(id) ?? [];
  return day === date ? Number(counter) : 0;
};

/** True where an id has the form of those that the desk gives, and a check digit that doesn't fit. */
export const miscopied = (id: string): boolean => {
  const [, day, counter, digit] = GIVEN.exec(id) ?? [];
  return day !== undefined && digit !== checkDigit(`${day}${counter ?? ''}`);
};
