import { z } from 'zod';
import { EdgeError, type Fault } from '../domain/edge-error.ts';
import type { SampleFact } from '../domain/station-fact.ts';
import type { DeskParts } from './desk-parts.ts';
import { faultAt, readForm, refusalOf } from './refusal.ts';
import { checkSample, registerSample } from './register-sample.ts';
import { idKey } from './sample-id.ts';

const MOST_AT_ONCE = 500;

/**
 * Registers a list of samples, all of them or none: a list that is corrected and entered again must not double its beginning.
 * @throws EdgeError `request-refused` with the faults of all, each with its place in the list, counted from 1.
 */
export const registerSamples = async (parts: DeskParts, entered: unknown): Promise<readonly SampleFact[]> => {
  const { language } = parts.needs;
  const list = readForm(z.array(z.unknown()).min(1).max(MOST_AT_ONCE), entered, language);
  const seen: Seen = { ids: new Set(), numbers: new Map() };
  const faults: Fault[] = [];
  for (const [place, form] of list.entries()) faults.push(...(await faultsOf(parts, form, String(place + 1), seen)));
  if (faults.length > 0) throw refusalOf(language, faults);
  const samples: SampleFact[] = [];
  for (const form of list) samples.push(await registerSample(parts, form));
  return samples;
};

/** What stood further up in the list. */
interface Seen {
  readonly ids: Set<string>;
  /** By dealer. */
  readonly numbers: Map<string, string>;
}

const faultsOf = async (parts: DeskParts, entered: unknown, place: string, seen: Seen): Promise<readonly Fault[]> => {
  try {
    return within(parts, await checkSample(parts, entered), place, seen);
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    if (error.faults.length === 0) return [{ ...faultAt(parts.needs.language, place, 'form.refused.do'), wrong: error.message }];
    return error.faults.map((fault) => ({ ...fault, place: fault.place === undefined ? place : `${place}.${fault.place}` }));
  }
};

const within = (
  { needs }: DeskParts,
  { id, dealer, dealerNumber }: Awaited<ReturnType<typeof checkSample>>,
  place: string,
  { ids, numbers }: Seen,
): readonly Fault[] => {
  const key = id === undefined ? undefined : idKey(id);
  const isTwice = key !== undefined && ids.has(key);
  if (key !== undefined) ids.add(key);
  const other = dealer !== undefined && dealerNumber !== undefined && (numbers.get(dealer) ?? dealerNumber) !== dealerNumber;
  if (dealer !== undefined && dealerNumber !== undefined) numbers.set(dealer, dealerNumber);
  return [
    ...(isTwice ? [faultAt(needs.language, `${place}.id`, 'station.sample.taken', { id: id ?? '' })] : []),
    ...(other ? [faultAt(needs.language, `${place}.dealerNumber`, 'station.dealer.other-number')] : []),
  ];
};
