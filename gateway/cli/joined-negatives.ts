/** `--high -12` is meant as `--high=-12`: a freezer's numbers begin with a dash. */
export const joinedNegatives = (words: readonly string[], options: readonly string[]): readonly string[] => {
  const isNegative = (place: number): boolean =>
    options.some((option) => words[place] === `--${option}`) && /^-[\d.]/.test(words[place + 1] ?? '');
  return words.flatMap((word, place) => {
    if (isNegative(place)) return [`${word}=${words[place + 1]}`];
    return isNegative(place - 1) ? [] : [word];
  });
};
