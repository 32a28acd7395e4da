import type { Head, Lane } from '../domain/lane.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

/** What can be wrong with a record: a closed list, each with its words in the catalogue. */
export type Wrong =
  | 'empty' // no block at all
  | 'unreadable' // the database gives nothing more back
  | 'too-long' // a line longer than any block
  | 'not-a-block' // a line that is no block
  | 'hash' // a block's text is not what its hash was made of
  | 'count' // a block holds another count than its numbers say
  | 'link' // a block doesn't name the block before it
  | 'missing' // numbers are missing, and no signed fact says why
  | 'order' // a block comes long after its place
  | 'fork' // two blocks of one journal have one number
  | 'config' // the channel table that a block names is nowhere stated, or is another
  | 'head' // the urgent lane names another block of readings than there is
  | 'checkpoint' // a checkpoint's signature or heads don't hold
  | 'retired' // the signature of a retirement doesn't hold
  | 'key' // a signature is by another key than the journal's own
  | 'ends-before'; // a lane ends before a number that was sealed

/** Where a record is wrong, as near as can be told. */
export interface WrongPlace {
  readonly wrong: Wrong;
  /** Line of the input, from 1; 0 for what shows only at the end. */
  readonly line: number;
  readonly journal?: string;
  readonly lane?: Lane;
  /** The first number that is wrong. */
  readonly number?: number;
  /** Of a fork: the copy of the record that holds the other block. */
  readonly with?: string;
}

/** One lane of one journal, as far as it holds. */
export interface ChainReport {
  readonly gateway: string;
  readonly journal: string;
  readonly lane: Lane;
  readonly first: number;
  readonly head: Head;
  readonly blocks: number;
  /** Blocks that came more than once, the same each time. */
  readonly repeated: number;
  /** Runs of numbers that were retired, with a signed fact that bridges them. */
  readonly retired: readonly (readonly [first: number, last: number])[];
  /** The last number that a signed checkpoint covers; 0 for none. */
  readonly signedUpTo: number;
  /** The last number that the other lane knows of; more than `head` where the end is not among the lines. */
  readonly knownUpTo: number;
}

/** What verification came to: everything holds, or the first place that is wrong. */
export interface Verification {
  readonly chains: readonly ChainReport[];
  readonly checkpoints: number;
  readonly wrong?: WrongPlace;
}

/** What verification came to, in words: a line for each lane that holds, then the first place that is wrong. */
export const verificationWords = ({ chains, wrong }: Verification, language: Language): readonly string[] => [
  ...(wrong === undefined ? chains.flatMap((chain) => chainWords(chain, language)) : []),
  ...(wrong === undefined ? [] : [wrongWords(wrong, language)]),
];

const chainWords = (chain: ChainReport, language: Language): readonly string[] => {
  const { journal, lane, first, head, retired, signedUpTo, knownUpTo } = chain;
  const [last] = head;
  const before = first > 1 && retired[0]?.[0] !== 1 ? [[1, first - 1] as const] : [];
  const after = knownUpTo > last ? [[last + 1, knownUpTo] as const] : [];
  return [
    say(language, 'record.whole', { lane, first, last, journal }),
    ...retired.map(([from, to]) => say(language, 'record.retired', { lane, first: from, last: to })),
    ...[...before, ...after].map(([from, to]) => say(language, 'record.elsewhere', { lane, first: from, last: to })),
    say(language, signedUpTo === 0 ? 'record.unsigned' : 'record.signed', { lane, last: signedUpTo }),
  ];
};

const wrongWords = ({ wrong, line, journal, lane, number, with: other }: WrongPlace, language: Language): string => {
  if (wrong === 'empty') return say(language, 'record.wrong.empty');
  const where =
    lane === undefined
      ? say(language, 'record.at-line', { line })
      : say(language, 'record.at', { lane, number: number ?? '?', journal: journal ?? '?' });
  const beside = other === undefined ? '' : say(language, 'record.other-copy', { file: other });
  return `${where}${say(language, `record.wrong.${wrong}`)}${beside}`;
};
