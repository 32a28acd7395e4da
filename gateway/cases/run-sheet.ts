import type { Millis, UtcMillis } from '../domain/clock.ts';
import type { RunSheetFact, Well } from '../domain/station-fact.ts';

/** A sheet is for one morning: what was measured later than this after it was made is not its own. */
const SHEET_HOLDS: Millis = 12 * 3_600_000;

/** All wells of one run are measured within this time of the first: meters that read one by one need some minutes. */
const RUN_LASTS: Millis = 15 * 60_000;

const MINUTE = 60_000;

/** A well that has its result. */
export interface FilledWell {
  readonly channel: number;
  readonly code: string;
  readonly test: string;
}

/** A run sheet, and how far its run has come. */
export interface SheetState {
  readonly fact: RunSheetFact;
  /** When its first result was measured, by the box's clock. */
  readonly startedAt?: UtcMillis | undefined;
  readonly filled: readonly FilledWell[];
  /** A person said that no more comes. */
  readonly ended?: boolean | undefined;
}

/** A result as it is to be placed. */
export interface PlacedResult {
  readonly channel?: number | undefined;
  readonly code: string;
  readonly item?: string | undefined;
  readonly run?: string | undefined;
  /** When it was measured by the box's clock; undefined where that can't be known. */
  readonly at?: UtcMillis | undefined;
}

/** The key of a sheet among those of its analyzer. */
export const sheetId = (analyzer: string, run: string): string => `${analyzer}/${run}`;

/** The well that a result is of: its channel's, or the only one of a sheet where the instrument names no channel. */
export const wellOf = ({ fact: { wells } }: SheetState, channel: number | undefined): Well | undefined =>
  channel === undefined ? (wells.length === 1 ? wells[0] : undefined) : wells.find((well) => well.channel === channel);

/** True once each well that holds a sample has a result, or a person ended the sheet. Not every meter sends its controls. */
export const isDone = ({ fact, filled, ended }: SheetState): boolean =>
  ended === true || openChannels({ fact, filled }).length === 0;

const covers = ({ fact }: SheetState, at: UtcMillis): boolean =>
  // Instruments that tell no seconds may be up to a minute behind.
  at >= Math.floor(fact.at / MINUTE) * MINUTE && at <= fact.at + SHEET_HOLDS;

const isFree = (sheet: SheetState, { channel, code }: PlacedResult): boolean => {
  const well = wellOf(sheet, channel);
  return well !== undefined && !sheet.filled.some((filled) => filled.channel === well.channel && filled.code === code);
};

const isRunning = ({ startedAt, ended }: SheetState, at: UtcMillis): boolean =>
  startedAt !== undefined && ended !== true && Math.abs(at - startedAt) <= RUN_LASTS;

/**
 * The one run sheet that a result is of. A sheet under way takes what is measured within its run. Else it is the turn of
 * the first that has not begun, provided that those before it are done: an operator may prepare three runs at once, and
 * runs them in that order. A run that ended with holes stops the row, because nobody knows then which run came next:
 * ambiguous, until a person ends that sheet, or it is forgotten. What is from before the sheets, or has no known time, is of none.
 * `forgottenAfter`: nobody measures any more for a sheet whose run began so long ago.
 */
export const chosenSheet = (
  sheets: readonly SheetState[],
  result: PlacedResult,
  forgottenAfter: Millis = SHEET_HOLDS,
): SheetState | 'no-run-sheet' | 'ambiguous' => {
  const { at } = result;
  if (at === undefined) return 'no-run-sheet';
  const near = sheets.filter((sheet) => wellOf(sheet, result.channel) !== undefined && fits(sheet, result) && covers(sheet, at));
  const named = near.filter(({ fact }) => fact.run === result.run);
  const candidates = named.length > 0 ? named : near;
  const running = candidates.filter((sheet) => isRunning(sheet, at) && isFree(sheet, result));
  const inTurn = turnOf(candidates, at, forgottenAfter);
  if (inTurn === 'ambiguous') return running.length === 1 && running[0] !== undefined ? running[0] : 'ambiguous';
  const [only, ...others] = [...new Set([...running, ...inTurn])];
  if (only === undefined) return candidates.some((sheet) => isRunning(sheet, at)) ? 'ambiguous' : 'no-run-sheet';
  return others.length > 0 && !holdNoGoods([only, ...others], result.channel) ? 'ambiguous' : only;
};

/** Whether a channel holds no goods in any of these runs, and the same in each: then whichever it is of, nobody's sample is at stake. */
const holdNoGoods = (sheets: readonly SheetState[], channel: number | undefined): boolean => {
  const roles = new Set(sheets.map((sheet) => wellOf(sheet, channel)?.role ?? 'sample'));
  return roles.size === 1 && !roles.has('sample');
};

const fits = ({ fact }: SheetState, { item }: PlacedResult): boolean =>
  fact.item === undefined || item === undefined || fact.item === item;

/** The sheet that has not begun and whose turn it is; none while one before it still runs. */
const turnOf = (
  candidates: readonly SheetState[],
  at: UtcMillis,
  forgottenAfter: Millis,
): readonly SheetState[] | 'ambiguous' => {
  for (const sheet of [...candidates].sort((a, b) => a.fact.at - b.fact.at)) {
    if (isDone(sheet)) continue;
    if (sheet.startedAt === undefined) return [sheet];
    if (isRunning(sheet, at)) return [];
    if (isStopping(sheet, at, forgottenAfter)) return 'ambiguous';
  }
  return [];
};

/** Whether a sheet stops those behind it: its run is over, wells of it have no result, and nobody has ended it or forgotten it yet. */
export const isStopping = (sheet: SheetState, at: UtcMillis, forgottenAfter: Millis): boolean => {
  const { startedAt } = sheet;
  if (startedAt === undefined || isDone(sheet) || isRunning(sheet, at)) return false;
  return covers(sheet, at) && at - startedAt <= forgottenAfter;
};

/** The channels of goods that have no result yet. */
export const openChannels = ({ fact, filled }: Pick<SheetState, 'fact' | 'filled'>): readonly number[] =>
  fact.wells
    .filter(({ channel, role }) => role === 'sample' && !filled.some((well) => well.channel === channel))
    .map(({ channel }) => channel);

/** A sheet with one more result. */
export const withResult = (sheet: SheetState, filled: FilledWell, at: UtcMillis | undefined): SheetState => ({
  ...sheet,
  startedAt: sheet.startedAt ?? at,
  filled: [...sheet.filled, filled],
});
