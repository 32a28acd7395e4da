const LONGEST_SHOWN = 60;

/** Fit to be shown: short, and without signs that would steer a terminal. */
export const printable = (text: string): string => {
  const shown = text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, '\uFFFD');
  return shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown;
};
