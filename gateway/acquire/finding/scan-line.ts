import type { Profile } from '../../../device-profiles/profile.ts';
import type { Millis } from '../../domain/clock.ts';
import type { CharacterFormat } from '../line/line-settings.ts';
import { type InterviewTally, interview } from './interview.ts';
import { type Recognition, recognise } from './recognise.ts';
import type { Knock, ScanTry } from './scan-plan.ts';
import { type Asker, isPresent } from './unit-question.ts';

/** A line opened to be searched. */
export interface SearchedLine extends Asker {
  /** True once what was sent came back on the same wire. */
  heardEcho(): boolean;
  close(): Promise<void>;
}

/** A unit that answered. */
export interface FoundUnit {
  readonly unit: number;
  /** Absent on a line without speeds. */
  readonly settings?: CharacterFormat;
  readonly recognition: Recognition;
  readonly tally: InterviewTally;
}

/** A unit from which only broken frames came. */
export interface BrokenUnit {
  readonly unit: number;
  readonly heard: readonly number[];
}

/** What one way to speak brought. */
export interface TryReport {
  readonly settings?: CharacterFormat;
  /** Units that were asked. */
  readonly asked: number;
  readonly found: readonly FoundUnit[];
  readonly broken: readonly BrokenUnit[];
  readonly echo: boolean;
}

/** What a search brought. */
export interface ScanReport {
  readonly tries: readonly TryReport[];
  /** Ways to speak that were left out, because somebody had been found before, or the search was ended. */
  readonly leftOut: number;
  /** True where the person ended it: who didn't answer may not have been asked. */
  readonly ended: boolean;
  /** True where a TCP device answers whatever unit it is asked for. */
  readonly anyUnit: boolean;
  readonly echo: boolean;
}

/** How far a search has come. */
export interface ScanProgress {
  readonly settings?: CharacterFormat;
  /** Which of how many ways to speak, counted from 1. */
  readonly number: number;
  readonly of: number;
  readonly units: number;
  readonly found: number;
}

/** What a search needs. */
export interface ScanNeeds {
  readonly profiles: readonly Profile[];
  /** Longest wait for somebody to begin an answer. */
  readonly patience: Millis;
  /** Search on though somebody was found. */
  readonly all: boolean;
  /** Aborted when the person has seen enough. */
  readonly signal: AbortSignal;
  open(settings: CharacterFormat | undefined): Promise<SearchedLine>;
  onProgress(progress: ScanProgress): void;
}

/** Unit ids that nobody gives a device: who answers to both answers to anything. */
const UNLIKELY_UNITS = [203, 186] as const;

/** A broken frame is asked for again, this often in all, before it is believed to be more than noise. */
const TIMES = 3;

/**
 * Searches a line: asks every unit of every try whether it is there, and each that is what it is. Reads only.
 * @throws EdgeError of the line's opening; `line-lost` when it goes away.
 */
export const scanLine = async (plan: readonly ScanTry[], needs: ScanNeeds): Promise<ScanReport> => {
  const tries: TryReport[] = [];
  let anyUnit = false;
  for (const [place, one] of plan.entries()) {
    const found = tries.reduce((sum, each) => sum + each.found.length, 0);
    if (needs.signal.aborted || (found > 0 && one.stage === 'other' && !needs.all)) continue;
    needs.onProgress({ ...settingsOf(one), number: place + 1, of: plan.length, units: unitsOf(one.questions), found });
    const line = await needs.open(one.settings);
    try {
      anyUnit ||= one.settings === undefined && (await answersToAnything(line, needs.patience));
      tries.push(await search(line, anyUnit ? onlyFirstUnit(one) : one, needs));
    } finally {
      await line.close();
    }
  }
  return {
    tries,
    leftOut: plan.length - tries.length,
    ended: needs.signal.aborted,
    anyUnit,
    echo: tries.some(({ echo }) => echo),
  };
};

const settingsOf = ({ settings }: ScanTry): { readonly settings?: CharacterFormat } =>
  settings === undefined ? {} : { settings };

const unitsOf = (questions: readonly Knock[]): number => new Set(questions.map(({ unit }) => unit)).size;

const onlyFirstUnit = (one: ScanTry): ScanTry => ({ ...one, questions: one.questions.filter(({ unit }) => unit === 1) });

const answersToAnything = async (line: SearchedLine, patience: Millis): Promise<boolean> => {
  for (const unit of UNLIKELY_UNITS) {
    if (!isPresent(await line.read({ unit, table: 'holding', address: 0, count: 1 }, patience))) return false;
  }
  return true;
};

const search = async (line: SearchedLine, one: ScanTry, needs: ScanNeeds): Promise<TryReport> => {
  const present = new Set<number>();
  const broken = new Map<number, readonly number[]>();
  for (const question of one.questions) {
    if (needs.signal.aborted) break;
    if (!present.has(question.unit)) await knock(line, question, needs.patience, present, broken);
  }
  for (const unit of present) broken.delete(unit);
  const found: FoundUnit[] = [];
  for (const unit of [...present].sort((a, b) => a - b)) found.push(await meet(line, unit, one, needs));
  return {
    ...settingsOf(one),
    asked: unitsOf(one.questions),
    found,
    broken: [...broken].map(([unit, heard]) => ({ unit, heard })),
    echo: line.heardEcho(),
  };
};

/** Asks whether a unit is there. An answer of another one counts for that one: it is there, and slow. */
const knock = async (
  line: SearchedLine,
  { slowAnswer = 0, ...question }: Knock,
  patience: Millis,
  present: Set<number>,
  broken: Map<number, readonly number[]>,
): Promise<void> => {
  for (let time = 0; time < TIMES; time += 1) {
    const reply = await line.read(question, Math.max(patience, slowAnswer));
    if (isPresent(reply)) present.add(question.unit);
    if (reply.is === 'doubt' && reply.foreign !== undefined) present.add(reply.foreign);
    else if (reply.is !== 'doubt') return;
    else broken.set(question.unit, reply.heard);
  }
};

const meet = async (line: SearchedLine, unit: number, one: ScanTry, { profiles, patience }: ScanNeeds): Promise<FoundUnit> => {
  const talk = interview(line, unit, patience);
  const recognition = await recognise(profiles, talk);
  return { unit, ...settingsOf(one), recognition, tally: talk.tally() };
};
