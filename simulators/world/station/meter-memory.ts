import type { UtcMillis } from '../../../gateway/domain/clock.ts';
import type { Dose, MeasuredResult } from './measured-result.ts';

/** What a meter truly did: the truth that what arrives is counted against. It outlives everything, also an erasure. */
export interface MeterLog {
  /** Everything that it ever measured, oldest first. */
  readonly measured: readonly MeasuredResult[];
  /** Records of which the host said that they are stored; always empty on a link that can't say so. */
  readonly acknowledged: ReadonlySet<number>;
  /** Records that the host refused for good. */
  readonly refused: ReadonlySet<number>;
  /** How often a host made it erase its memory, and change its settings: a good host never does. */
  readonly erasures: number;
  readonly settingsWritten: number;
}

/** A meter's memory; a power cut doesn't touch it. */
export interface MeterMemory {
  readonly log: MeterLog;
  /** Measures: the results stand in the memory, and are owed to the host. */
  measure(doses: readonly Dose[]): readonly MeasuredResult[];
  /** Everything still in the memory, oldest first. */
  stored(): readonly MeasuredResult[];
  /** What the meter still means to send. */
  owed(): readonly MeasuredResult[];
  /** The host said that these are stored, or will never be. */
  answered(results: readonly MeasuredResult[], answer: 'acknowledged' | 'refused'): void;
  /** They were sent on a link that has no answer. */
  sent(results: readonly MeasuredResult[]): void;
  /** The operator wants everything sent once more. */
  oweAll(): void;
  /** The host made the meter erase it: harm. */
  erase(): void;
  /** The meter's own people empty it, as its handbook tells them to when it is full. */
  empty(): void;
  writeSettings(): void;
}

/** What a meter measures. */
export interface Method {
  readonly code: string;
  readonly unit: string;
  /** Digits behind the point on its display. */
  readonly decimals: number;
}

/** Absorbance of the control well; a sample's falls with its inhibition. */
const CONTROL_ABSORBANCE = 0.914;

const measuredOf = (
  dose: Dose,
  method: Method,
  numbers: Pick<MeasuredResult, 'record' | 'run' | 'measuredAt'>,
): MeasuredResult => ({
  channel: dose.channel,
  sampleId: dose.sampleId,
  ...numbers,
  code: method.code,
  value: dose.value.toFixed(method.decimals),
  unit: method.unit,
  absorbance: CONTROL_ABSORBANCE * (1 - dose.value / 100),
});

/** An empty memory of a meter whose clock is `hands`. */
export const createMeterMemory = (method: Method, hands: () => UtcMillis): MeterMemory => {
  const measured: MeasuredResult[] = [];
  const [acknowledged, refused, settled] = [new Set<number>(), new Set<number>(), new Set<number>()];
  const log = { measured, acknowledged, refused, erasures: 0, settingsWritten: 0 };
  let stored: readonly MeasuredResult[] = [];
  let runs = 0;
  const settle = (results: readonly MeasuredResult[]): void => {
    for (const { record } of results) settled.add(record);
  };
  return {
    log,
    measure: (doses) => {
      runs += 1;
      const measuredAt = hands();
      const results = doses.map((dose, place) =>
        measuredOf(dose, method, { record: measured.length + place + 1, run: runs, measuredAt }),
      );
      measured.push(...results);
      stored = [...stored, ...results];
      return results;
    },
    stored: () => stored,
    owed: () => stored.filter(({ record }) => !settled.has(record)),
    answered: (results, answer) => {
      settle(results);
      for (const { record } of results) (answer === 'acknowledged' ? acknowledged : refused).add(record);
    },
    sent: settle,
    oweAll: () => settled.clear(),
    erase: () => {
      stored = [];
      log.erasures += 1;
    },
    empty: () => {
      stored = [];
    },
    writeSettings: () => {
      log.settingsWritten += 1;
    },
  };
};
