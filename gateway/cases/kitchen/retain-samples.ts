import { z } from 'zod';
import type { UtcMillis } from '../../domain/clock.ts';
import { enteredAtOf } from '../../domain/entered-at.ts';
import { localDate } from '../../domain/local-time.ts';
import type { PersonRef } from '../../domain/station-fact.ts';
import { MEALS, type Meal, type RetainedSampleFact } from '../../domain/supervision-fact.ts';
import { lineOfText, moment, person } from '../form-fields.ts';
import { readForm, refusal } from '../refusal.ts';
import { retentionStates } from './due-states.ts';
import { commitTurn, type KitchenParts, nowOf, referTo } from './kitchen-parts.ts';

/** A clock beside the box may be so far ahead. */
const AHEAD = 300_000;

/** Samples of one meal, as somebody enters them: one of each dish. */
const retainForm = z.strictObject({
  dishes: z.array(lineOfText).min(1).max(50),
  meal: z.enum(MEALS),
  /** Of each dish. */
  grams: z.number().positive().max(100_000),
  /** Absent: now. */
  takenAt: moment.optional(),
  by: person,
  /** Absent: the site's first fridge for samples. */
  cabinet: lineOfText.optional(),
  /** The sample that this corrects; then there is one dish, and the day stays as it is. */
  corrects: z.string().max(32).optional(),
});
type RetainForm = z.infer<typeof retainForm>;

/** Notes retained samples, or corrects one. @throws EdgeError `request-refused`. */
export const retainSamples = async (parts: KitchenParts, entered: unknown): Promise<readonly RetainedSampleFact[]> => {
  const form = readForm(retainForm, entered, parts.needs.language);
  const [takenAt, cabinet] = [takenAtOf(parts, form), cabinetOf(parts, form)];
  const by = await referTo(parts, form.by);
  await parts.durable.quiet();
  const samples =
    form.corrects === undefined
      ? newSamples(parts, form, { takenAt, cabinet, by })
      : [corrected(parts, form, { takenAt, cabinet, by })];
  for (const sample of samples) parts.memory.samples.put(sample.id, sample);
  // A meal that was missing is no longer, from this very fact on.
  await commitTurn(parts, [...samples, ...retentionStates(parts, nowOf(parts))]);
  return samples;
};

interface Settled {
  readonly takenAt: UtcMillis;
  readonly cabinet: string;
  readonly by: PersonRef;
}

const takenAtOf = (parts: KitchenParts, { takenAt }: RetainForm): UtcMillis => {
  const now = nowOf(parts);
  if (takenAt === undefined) return now;
  const { atLeast } = parts.needs.rules.hold;
  if (takenAt > now + AHEAD || takenAt < now - atLeast) throw refusal(parts.needs.language, 'kitchen.retain.time');
  return takenAt;
};

const cabinetOf = ({ needs }: KitchenParts, { cabinet: written }: RetainForm): string => {
  const named = needs.retention?.cabinets ?? [];
  const known = named.length > 0 ? named : [...new Set(needs.channels.map(({ cabinet }) => cabinet))];
  const cabinet = written ?? named[0];
  if (cabinet === undefined) throw refusal(needs.language, 'kitchen.retain.which-cabinet', { cabinets: known.join(', ') });
  if (!known.includes(cabinet)) throw refusal(needs.language, 'kitchen.retain.cabinet', { cabinet, cabinets: known.join(', ') });
  return cabinet;
};

const newSamples = (parts: KitchenParts, form: RetainForm, settled: Settled): readonly RetainedSampleFact[] => {
  const day = dayOf(parts, form.meal, settled.takenAt);
  const last = parts.memory.samples.all().reduce((most, { id }) => Math.max(most, countOf(id, day)), 0);
  return form.dishes.map((dish, place) => sampleOf(parts, form, settled, `${day}${last + 1 + place}`, dish));
};

const corrected = (parts: KitchenParts, form: RetainForm, settled: Settled): RetainedSampleFact => {
  const { language } = parts.needs;
  const id = form.corrects ?? '';
  const before = parts.memory.samples.get(id);
  if (before === undefined) throw refusal(language, 'kitchen.retain.unknown', { id });
  if (before.disposedAt !== undefined) throw refusal(language, 'kitchen.retain.disposed', { id });
  const [dish, ...more] = form.dishes;
  if (dish === undefined || more.length > 0) throw refusal(language, 'kitchen.retain.one-dish');
  const of = parts.memory.samples.numberOf(id);
  const takenAt = form.takenAt === undefined ? before.takenAt : settled.takenAt;
  if (dayOf(parts, form.meal, takenAt) !== dayOf(parts, form.meal, before.takenAt))
    throw refusal(language, 'kitchen.retain.other-day', { id });
  const sample = sampleOf(parts, form, { ...settled, takenAt }, id, dish);
  return {
    ...sample,
    enteredAt: enteredAtOf(before),
    // Whatever is said later of its time, nothing is kept shorter for that.
    until: Math.max(before.until, sample.until),
    ...(of === undefined ? {} : { of }),
  };
};

const sampleOf = (
  parts: KitchenParts,
  { meal, grams }: RetainForm,
  { takenAt, cabinet, by }: Settled,
  id: string,
  dish: string,
): RetainedSampleFact => ({
  kind: 'sample', at: nowOf(parts), purpose: 'retention', id, dish, meal, grams, takenAt, by, cabinet,
  until: takenAt + parts.needs.rules.hold.atLeast,
}); // biome-ignore format: a list to read

const LETTERS: Readonly<Record<Meal, string>> = { breakfast: 'B', lunch: 'L', dinner: 'D', other: 'X' };

/** Ids are written on the containers: day, meal and number, as `261128-L3`. */
const dayOf = ({ needs }: KitchenParts, meal: Meal, takenAt: UtcMillis): string =>
  `${localDate(takenAt, needs.timezone).slice(2).replaceAll('-', '')}-${LETTERS[meal]}`;

const countOf = (id: string, day: string): number => (id.startsWith(day) ? Number(id.slice(day.length)) : 0);
