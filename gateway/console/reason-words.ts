import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

/** What a line's reason says, by what stands in it: a record keeps the reason as it was first written. */
const KNOWN = [
  [/the other side closed the connection/, 'closed'],
  [/is another device now/, 'another'],
  [/the port did not open in time/, 'slow'],
  [/\bECONNREFUSED\b/, 'refused'],
  [/\b(?:ECONNRESET|EPIPE)\b/, 'reset'],
  [/\bETIMEDOUT\b/, 'timeout'],
  [/\b(?:EHOSTUNREACH|ENETUNREACH)\b/, 'unreachable'],
  [/\b(?:ENOENT|ENODEV|ENXIO)\b/, 'missing'],
  [/\b(?:EACCES|EPERM)\b/, 'forbidden'],
] as const;

/** Why a line is lost in plain words, the text of the record in brackets; a text that isn't known stays as it is. */
export const lossWords = (reason: string, language: Language): string => {
  const word = KNOWN.find(([pattern]) => pattern.test(reason))?.[1];
  if (word === undefined) return reason;
  return say(language, 'line.loss', { words: say(language, `line.loss.${word}`), reason });
};
