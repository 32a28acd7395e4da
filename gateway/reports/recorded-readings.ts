import type { ReadingsBlock } from '../domain/block.ts';
import type { UtcMillis } from '../domain/clock.ts';
import { isQualityWord, type Quality } from '../domain/quality.ts';
import { journalsOf, type ReadRecord } from './read-journals.ts';

/** Which readings are wanted; both ends included. */
export interface WantedReadings {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  /** Absent: all. */
  readonly channels?: ReadonlySet<string>;
}

/** One reading of the record. */
export interface RecordedReading {
  readonly time: UtcMillis;
  /** On the clock that only grows, of that start of the machine. */
  readonly up: number;
  /** Names the start of the machine, within its journal. */
  readonly start: string;
  readonly journal: string;
  /** The channel table that it was read under. */
  readonly config: string;
  readonly channel: string;
  /** NaN where there is none. */
  readonly value: number;
  readonly quality: Quality;
  /** Whether anybody vouched for the time when it was recorded. */
  readonly isSure: boolean;
  /** What the record may have held between this reading and the one before it is not there, or not proven. */
  readonly isAfterLoss: boolean;
}

/**
 * The readings of a stretch of time in the order of the record, journal after journal, in short looks at the files.
 * @throws EdgeError `record-broken`, `journal-damaged` for a block of the record that goes on; of journals that were set aside
 * whatever can't be read or isn't proven is left out.
 */
export function* readingsOf(record: ReadRecord, wanted: WantedReadings): Generator<RecordedReading> {
  let before: BlocksBefore = { journal: undefined, last: undefined };
  let isAfterLoss = false;
  for (const block of blocksOf(record, wanted)) {
    if (before.journal !== undefined && !isNext(block, before, record)) isAfterLoss = true;
    before = block;
    for (const reading of readingsIn(block, wanted)) {
      yield isAfterLoss ? { ...reading, isAfterLoss } : reading;
      isAfterLoss = false;
    }
  }
}

/** The block that was read before, if any. */
interface BlocksBefore {
  readonly journal: string | undefined;
  readonly last: number | undefined;
}

function* blocksOf(record: ReadRecord, { from, to }: WantedReadings): Generator<ReadingsBlock> {
  for (const journal of journalsOf(record)) yield* journal.readings(from, to + 1);
}

/** A journal that took another's place tells how far that one had come. */
const isNext = ({ journal, first }: ReadingsBlock, before: BlocksBefore, { earlier }: ReadRecord): boolean =>
  journal === before.journal
    ? first === (before.last ?? 0) + 1
    : earlier.find((each) => each.journal === before.journal)?.upTo?.readings === before.last;

function* readingsIn(block: ReadingsBlock, { from, to, channels }: WantedReadings): Generator<RecordedReading> {
  const { journal, t0, up, boot, config, readings } = block;
  const isSure = block.clock === 'sure';
  const start = `${journal} ${boot}`;
  for (const [offset, place, value, quality = 'good'] of readings) {
    const [time, channel] = [t0 + offset, block.channels[place] ?? ''];
    if (time < from || time > to || (channels !== undefined && !channels.has(channel))) continue;
    const [measured, judged] = [value ?? Number.NaN, asQuality(quality)];
    yield {
      time,
      up: up + offset,
      start,
      journal,
      config,
      channel,
      value: measured,
      quality: judged,
      isSure,
      isAfterLoss: false,
    };
  }
}

const asQuality = (word: string): Quality => (word === 'good' || isQualityWord(word) ? word : 'probe-fault');
