/** Looks places up in their order: the first that holds text, and text that fits; undefined where none does. */
export type FindText = (places: readonly string[], fits?: (text: string) => boolean) => string | undefined;

/** What a field holds that orders a value deleted, and so holds none. Sources: LIS02-A2, 5.4.9; HL7 v2.5.1, 2.5.3.2. */
const DELETED = '""';

/** `at`: what was sent at a place; `undo`: the text that it stands for. Spaces alone are no text. */
export const findTextIn =
  (at: (place: string) => string | undefined, undo: (sent: string) => string): FindText =>
  (places, fits = () => true) => {
    for (const place of places) {
      const sent = at(place);
      if (sent === undefined || sent.trim() === '' || sent.trim() === DELETED) continue;
      const text = undo(sent);
      if (fits(text)) return text;
    }
    return undefined;
  };
