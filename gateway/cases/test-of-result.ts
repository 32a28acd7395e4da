import type { UtcMillis } from '../domain/clock.ts';
import type { SentResult, Transfer } from '../domain/sent-result.ts';
import type { DeviceTime } from './device-clock.ts';
import type { Place } from './join.ts';
import type { UnjudgedTest } from './judged-test.ts';

/** A text of a result that is longer than this is none: the raw bytes keep it whole. */
const LONGEST_TEXT = 1000;

/** What a test is made of, besides the result itself. */
export interface TestParts {
  readonly id: string;
  readonly at: UtcMillis;
  readonly transfer: Transfer;
  readonly profile: string;
  readonly hash: string;
  readonly place: Place;
  readonly time: DeviceTime;
  /** How far the instrument's clock is ahead, in seconds, where it told its time when it sent. */
  readonly clockAhead?: number | undefined;
  readonly repeatOf?: string | undefined;
  readonly possibleRepeat?: boolean;
}

/** A result as a test: what was sent, as it was sent, and where it belongs. */
export const testOfResult = (sent: SentResult, parts: TestParts): UnjudgedTest => {
  const { id, at, transfer, profile, hash, place, time, clockAhead, repeatOf } = parts;
  const { measuredAt: measuredText, role: _, run: sentRun, ...told } = cut(sent);
  const run = place.sheet?.fact.run ?? sentRun;
  const item = told.item ?? place.sheet?.fact.item;
  const extraction = place.sheet?.fact.extraction;
  return {
    kind: 'test', at, id, origin: transfer.origin, analyzer: transfer.analyzer, profile, ...told, role: place.role,
    ...(item === undefined ? {} : { item }),
    ...(extraction === undefined ? {} : { details: { ...told.details, extraction } }),
    ...(run === undefined ? {} : { run }),
    ...(place.quarantine === undefined ? {} : { quarantine: place.quarantine }),
    ...(place.sample === undefined ? {} : { sample: place.sample.id }),
    ...(measuredText === undefined ? {} : { measuredText }),
    ...(time.measuredAt === undefined ? {} : { measuredAt: time.measuredAt }),
    ...(clockAhead === undefined ? {} : { clockAhead }),
    receivedAt: transfer.receivedAt,
    ...(repeatOf === undefined ? {} : { repeatOf }),
    ...(parts.possibleRepeat === true ? { possibleRepeat: true } : {}),
    ...(transfer.imported === true ? { imported: true } : {}),
    ...(transfer.understood.tolerated === undefined ? {} : { tolerated: transfer.understood.tolerated }),
    raw: hash,
  }; // biome-ignore format: a list to read
};

/** Whether a record can't be what it says: its parts contradict each other, or it has a text that no result is as long as. */
export const isImplausible = (sent: SentResult, { troubles }: Transfer['understood']): boolean =>
  troubles.includes('contradiction') || [sent.value, sent.code, sent.sampleId].some((text) => text.length > LONGEST_TEXT);

const cut = (sent: SentResult): SentResult => {
  const entries = Object.entries(sent).map(
    ([name, value]) => [name, typeof value === 'string' ? shortened(value) : value] as const,
  );
  const details =
    sent.details &&
    Object.fromEntries(
      Object.entries(sent.details)
        .slice(0, 50)
        .map(([name, text]) => [shortened(name), shortened(text)]),
    );
  return { ...sent, ...Object.fromEntries(entries), ...(details === undefined ? {} : { details }) };
};

const shortened = (text: string): string => text.slice(0, LONGEST_TEXT);

/** A transfer that could not be understood: no value, and the bytes to look at. */
export const unreadableTest = (parts: Omit<TestParts, 'place' | 'time'>): UnjudgedTest => ({
  kind: 'test',
  at: parts.at,
  id: parts.id,
  origin: parts.transfer.origin,
  analyzer: parts.transfer.analyzer,
  profile: parts.profile,
  sampleId: '',
  quarantine: 'unreadable',
  role: 'sample',
  code: '',
  value: '',
  unit: '',
  receivedAt: parts.transfer.receivedAt,
  details: { troubles: parts.transfer.understood.troubles.join(' ') },
  ...(parts.transfer.imported === true ? { imported: true } : {}),
  raw: parts.hash,
});
