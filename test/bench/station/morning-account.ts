import type { Millis, UtcMillis } from '../../../gateway/domain/clock.ts';
import type { TestFact } from '../../../gateway/domain/station-fact.ts';
import { BLOCK_CHANNELS, type MeasuredResult } from '../../../simulators/world/station/measured-result.ts';
import { handsOf } from '../../../simulators/world/station/meter-clock.ts';
import { TAIYANG_RECORD } from '../../../simulators/world/station/taiyang-record.ts';

/** When each block of a run was first on the wire, whole, by what its record says of itself. */
export class WireTimes {
  readonly #at = new Map<string, UtcMillis>();

  /** Bytes that the meter gave to its wire; whatever is no 73-byte record is let pass. */
  wrote(bytes: Uint8Array, at: UtcMillis): void {
    if (bytes.length !== TAIYANG_RECORD) return;
    const [second, minute, hour, day, month, , year, , block] = bytes;
    const key = [year, month, day, hour, minute, second, block].join(' ');
    if (!this.#at.has(key)) this.#at.set(key, at);
  }

  of({ measuredAt, channel }: MeasuredResult): UtcMillis | undefined {
    return this.#at.get([...handsOf(measuredAt), Math.floor((channel - 1) / BLOCK_CHANNELS)].join(' '));
  }
}

/** A test as it stands at the platform, and when it first came there. */
interface StoredTest {
  readonly fact: TestFact;
  readonly arrivedAt: UtcMillis;
}

/** What the platform has of a morning's tests: the latest of each. */
export class StoredTests {
  readonly #byId = new Map<string, StoredTest>();

  take(fact: TestFact, at: UtcMillis): void {
    this.#byId.set(fact.id, { fact, arrivedAt: this.#byId.get(fact.id)?.arrivedAt ?? at });
  }

  all(): readonly TestFact[] {
    return [...this.#byId.values()].map(({ fact }) => fact);
  }

  /** The tests that are this result. */
  of({ channel, measuredAt, value }: MeasuredResult): readonly StoredTest[] {
    const time = new Date(measuredAt).toISOString().slice(0, 19);
    return [...this.#byId.values()].filter(
      ({ fact }) => fact.channel === channel && fact.measuredText === time && Number(fact.value) === Number(value),
    );
  }
}

/** A time during which the gateway was alone. */
export interface Outage {
  readonly from: UtcMillis;
  readonly to: UtcMillis;
}

/** What became of a morning. */
export interface MorningOutcome {
  readonly measured: number;
  /** Measured, and not at the platform once: missing, doubled or with another value. */
  readonly wrong: number;
  readonly typed: number;
  /** Tests of goods that belong to no sample. */
  readonly withoutSample: number;
  /** From the wire to the platform, of what was sent while the network was there, and while it wasn't. */
  readonly there: readonly Millis[];
  readonly away: readonly Millis[];
}

/** Holds what the platform has against the meter's own log. */
export const morningOutcome = (
  measured: readonly MeasuredResult[],
  stored: StoredTests,
  wire: WireTimes,
  { from, to }: Outage,
): MorningOutcome => {
  const all = stored.all();
  const delays = measured.flatMap((result) => {
    const [sentAt, [first]] = [wire.of(result), stored.of(result)];
    return sentAt === undefined || first === undefined ? [] : [{ sentAt, took: first.arrivedAt - sentAt }];
  });
  const isAway = ({ sentAt }: { readonly sentAt: UtcMillis }): boolean => sentAt >= from && sentAt < to;
  const strangers = all.length - measured.flatMap((result) => stored.of(result)).length;
  return {
    measured: measured.length,
    wrong: measured.filter((result) => stored.of(result).length !== 1).length + Math.abs(strangers),
    typed: all.filter(({ origin, assignedBy }) => origin === 'typed' || assignedBy !== undefined).length,
    withoutSample: all.filter(({ role, sample }) => role === 'sample' && sample === undefined).length,
    there: delays.filter((each) => !isAway(each)).map(({ took }) => took),
    away: delays.filter(isAway).map(({ took }) => took),
  };
};
