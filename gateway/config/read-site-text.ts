import { readFile, stat } from 'node:fs/promises';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { Finding } from './finding.ts';

/** A configuration is at most this many bytes: far more than a box can serve. */
const LARGEST_SITE_FILE = 1_048_576;

/** The text of a configuration, or why it can't be taken for one. */
type SiteText = { readonly is: 'text'; readonly text: string } | { readonly is: 'refused'; readonly finding: Finding };

/** Reads a configuration's text. Throws EdgeError `config-unreadable` when there is no such file or it may not be read. */
export const readSiteText = async (file: string, language: Language): Promise<SiteText> => {
  const bytes = await bytesOf(file, language);
  if (bytes === 'too-large') return { is: 'refused', finding: refusedAt('file-too-large', 1, { most: LARGEST_SITE_FILE }) };
  try {
    return { is: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    // The decoder says no more than that; where the text breaks off is found by reading it with replacements.
    const intact = new TextDecoder().decode(bytes).split('\uFFFD', 1)[0] ?? '';
    return { is: 'refused', finding: refusedAt('not-utf8', intact.split('\n').length, {}) };
  }
};

const refusedAt = (name: 'file-too-large' | 'not-utf8', line: number, filling: Record<string, number>): Finding => ({
  name,
  path: [],
  line,
  filling,
});

const bytesOf = async (file: string, language: Language): Promise<Uint8Array | 'too-large'> => {
  try {
    const found = await stat(file);
    // A pipe would be waited for without end, and a device read without end.
    if (!found.isFile()) throw new Error(say(language, 'config.no-file'));
    return found.size > LARGEST_SITE_FILE ? 'too-large' : await readFile(file);
  } catch (error) {
    const fault = {
      file,
      wrong: say(language, 'config.unreadable', { why: wordsOf(error) }),
      remedy: say(language, 'config.unreadable.do'),
    };
    throw new EdgeError('config-unreadable', `${file}: ${fault.wrong}`, { cause: error, faults: [fault] });
  }
};
