import { mustBeOf } from '../app/own-record.ts';
import { readSite } from '../app/read-site.ts';
import { say } from '../domain/messages/catalogue.ts';
import { blockLines } from '../evidence/block-lines.ts';
import { forksAmong, type RecordCopy } from '../evidence/fork-of-copies.ts';
import { type Verification, verificationWords } from '../evidence/verification.ts';
import { type Progress, verifyLines, verifyRecord } from '../evidence/verify-record.ts';
import type { Command, Terminal } from './command.ts';
import { openRecordIn } from './open-record.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';
import { type EarlierVerification, earlierWords, isEarlierWrong, verifyEarlier } from './verify-earlier.ts';

/** Progress is shown each so many blocks. */
const EACH = 5000;

/** `larder verify`: recomputes chains and signatures, and holds several files against each other; exit 1 with the first place that is wrong. */
export const verifyCommand: Command = {
  name: 'verify',
  help: (language) => say(language, 'command.verify-help'),
  run: async (words, terminal) => {
    const { values, positionals } = parsedOptions(
      words,
      terminal,
      { ...CONFIG_OPTION, json: { type: 'boolean', default: false } },
      true,
    );
    const { results, earlier } =
      positionals.length === 0
        ? await verifyBox(values.config, terminal)
        : { results: await verifyFiles(positionals, terminal), earlier: [] };
    for (const [place, result] of results.entries()) {
      const file = positionals[place];
      if (values.json) terminal.out(JSON.stringify(file === undefined ? result : { file, ...result }));
      // Of several files each line names its own: who looks for the one that is wrong may see nothing but that line.
      else
        for (const line of verificationWords(result, terminal.language))
          terminal.out(positionals.length > 1 ? `${file}: ${line}` : line);
    }
    for (const each of earlier) {
      if (values.json) terminal.out(JSON.stringify({ earlier: each }));
      else for (const line of earlierWords(each, terminal.language)) terminal.out(line);
    }
    return results.every(({ wrong }) => wrong === undefined) && !earlier.some(isEarlierWrong) ? 0 : 1;
  },
};

/** What verification of a box came to: of its own journal, and of those that it goes on from, oldest first. */
interface VerifiedBox {
  readonly results: readonly Verification[];
  readonly earlier: readonly EarlierVerification[];
}

const verifyBox = async (config: string, terminal: Terminal): Promise<VerifiedBox> => {
  const { dataFolder, gateway } = await readSite(config, terminal.environment, terminal.language, false);
  const record = openRecordIn(dataFolder);
  try {
    mustBeOf(gateway.id, record);
    const results = [await verifyRecord(record, progressOn(terminal))];
    return { results, earlier: verifyEarlier(dataFolder, gateway.id, record) };
  } finally {
    record.close();
  }
};

const verifyFiles = async (paths: readonly string[], terminal: Terminal): Promise<readonly Verification[]> => {
  const copies: RecordCopy[] = [];
  for (const name of paths) {
    const verification = await verifyLines(blockLines(name), progressOn(terminal, paths.length > 1 ? `${name}: ` : ''));
    copies.push({ name, verification, lines: () => blockLines(name) });
  }
  return forksAmong(copies);
};

const progressOn = ({ interactive, err, language }: Terminal, of = ''): Progress => {
  if (!interactive) return () => undefined;
  return (lines) => {
    if (lines % EACH === 0) err(`${of}${say(language, 'command.verify-progress', { blocks: lines })}`);
  };
};
