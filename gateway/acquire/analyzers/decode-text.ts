import type { AnalyzerProfile } from '../../../device-profiles/analyzer/analyzer-profile.ts';

/** How a profile writes text in bytes. */
export type Encoding = AnalyzerProfile['encoding'];

/**
 * The text that bytes stand for; never throws: what an encoding doesn't know becomes U+FFFD. Latin-1 is ISO 8859-1 here, in
 * which every byte is a character of its own number.
 */
export const decodeText = (bytes: Uint8Array, encoding: Encoding): string =>
  encoding === 'latin1' ? Buffer.from(bytes).toString('latin1') : new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
