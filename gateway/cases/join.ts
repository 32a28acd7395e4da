import type { Millis } from '../domain/clock.ts';
import type { SentResult, WellRole } from '../domain/sent-result.ts';
import type { QuarantineReason, SampleFact } from '../domain/station-fact.ts';
import { chosenSheet, type SheetState, wellOf } from './run-sheet.ts';
import { idKey } from './sample-id.ts';

/** Where a result belongs. */
export interface Place {
  readonly role: WellRole;
  readonly sample?: SampleFact;
  readonly quarantine?: QuarantineReason;
  readonly sheet?: SheetState;
  /** The well of that sheet. */
  readonly channel?: number;
}

/** What a result is joined against. */
export interface Joining {
  sampleOf(id: string): SampleFact | undefined;
  /** Run sheets of the result's analyzer. */
  readonly sheets: readonly SheetState[];
  /** When it was measured, by the box's clock; undefined where that can't be known. */
  readonly at: number | undefined;
  /** Nobody measures any more for a sheet whose run began so long ago. */
  readonly forgottenAfter: Millis;
}

/** Joins a result with its sample: by the id that the instrument sent, else by the one run sheet that covers it. Never guesses. */
export const placeOf = (sent: SentResult, joining: Joining): Place =>
  sent.sampleId === '' ? bySheet(sent, joining) : byId(sent, joining);

const byId = (sent: SentResult, { sampleOf, sheets, at, forgottenAfter }: Joining): Place => {
  const role = sent.role ?? 'sample';
  if (role !== 'sample') return { role };
  const sample = sampleOf(sent.sampleId);
  if (sample === undefined) return { role, quarantine: 'unknown-id' };
  const holding = sheets.filter(({ fact }) => fact.wells.some((well) => holds(well.sample, sample.id)));
  const channel = sent.channel ?? holding[0]?.fact.wells.find((well) => holds(well.sample, sample.id))?.channel;
  const sheet = chosenSheet(holding, { ...sent, channel, at }, forgottenAfter);
  const isNamed = typeof sheet !== 'string' && holds(wellOf(sheet, channel)?.sample, sample.id);
  return { role, sample, ...(isNamed && channel !== undefined ? { sheet, channel } : {}) };
};

const holds = (held: string | undefined, id: string): boolean => held !== undefined && idKey(held) === idKey(id);

const bySheet = (sent: SentResult, { sampleOf, sheets, at, forgottenAfter }: Joining): Place => {
  const sentRole = sent.role ?? 'sample';
  const sheet = chosenSheet(sheets, { ...sent, at }, forgottenAfter);
  if (typeof sheet === 'string') {
    if (sentRole !== 'sample') return { role: sentRole };
    const isUnplaced = sent.channel === undefined && sheet === 'no-run-sheet';
    return { role: sentRole, quarantine: isUnplaced ? 'no-id' : sheet };
  }
  const well = wellOf(sheet, sent.channel);
  // A well that the sheet or the instrument calls a control is one: what either of them knows can't be a sample of goods.
  const role = well === undefined || sentRole !== 'sample' ? sentRole : well.role;
  const channel = well?.channel;
  const found = { role, sheet, ...(channel === undefined ? {} : { channel }) };
  if (role !== 'sample') return found;
  const sample = sampleOf(well?.sample ?? '');
  return sample === undefined ? { ...found, quarantine: 'unknown-id' } : { ...found, sample };
};
