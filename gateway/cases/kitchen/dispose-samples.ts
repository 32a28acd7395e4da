import { z } from 'zod';
import { enteredAtOf } from '../../domain/entered-at.ts';
import type { RetainedSampleFact } from '../../domain/supervision-fact.ts';
import { moment, person, words } from '../form-fields.ts';
import { readForm, refusal } from '../refusal.ts';
import { commitTurn, type KitchenParts, nowOf, referTo } from './kitchen-parts.ts';
import { disposalState, ended } from './kitchen-states.ts';

const disposeForm = z.strictObject({
  ids: z.array(z.string().max(32)).max(200).default([]),
  /** All that have been kept long enough. */
  due: z.boolean().default(false),
  by: person,
  /** Absent: now. */
  disposedAt: moment.optional(),
  /** Why, where it is before its time. */
  words: words.optional(),
});
type DisposeForm = z.infer<typeof disposeForm>;

/** Notes that samples were disposed of. Before their time only with a word why. @throws EdgeError `request-refused`. */
export const disposeSamples = async (parts: KitchenParts, entered: unknown): Promise<readonly RetainedSampleFact[]> => {
  const form = readForm(disposeForm, entered, parts.needs.language);
  const disposedAt = disposedAtOf(parts, form);
  for (const sample of chosen(parts, form, disposedAt)) checkTime(parts, sample, disposedAt, form);
  const disposedBy = await referTo(parts, form.by);
  await parts.durable.quiet();
  const samples = chosen(parts, form, disposedAt).map((sample): RetainedSampleFact => {
    const of = parts.memory.samples.numberOf(sample.id);
    const { of: _, ...rest } = sample;
    return {
      ...rest, at: nowOf(parts), enteredAt: enteredAtOf(sample), disposedAt, disposedBy,
      ...(of === undefined ? {} : { of }),
      ...(form.words === undefined || disposedAt >= sample.until ? {} : { words: form.words }),
    }; // biome-ignore format: a list to read
  });
  for (const sample of samples) parts.memory.samples.put(sample.id, sample);
  const over = samples.flatMap(({ id }) => ended(parts.memory, disposalState(id), nowOf(parts)));
  if (samples.length > 0) await commitTurn(parts, [...samples, ...over]);
  return samples;
};

const disposedAtOf = (parts: KitchenParts, { disposedAt }: DisposeForm): number => {
  const now = nowOf(parts);
  if (disposedAt !== undefined && disposedAt > now) throw refusal(parts.needs.language, 'kitchen.retain.time');
  return disposedAt ?? now;
};

const chosen = ({ needs, memory }: KitchenParts, { ids, due }: DisposeForm, at: number): readonly RetainedSampleFact[] => {
  const named = [...new Set(ids)].map((id) => {
    const sample = memory.samples.get(id);
    if (sample === undefined) throw refusal(needs.language, 'kitchen.retain.unknown', { id });
    if (sample.disposedAt !== undefined) throw refusal(needs.language, 'kitchen.retain.disposed', { id });
    return sample;
  });
  const kept = memory.samples.all().filter(({ disposedAt, until }) => due && disposedAt === undefined && until <= at);
  if (named.length === 0 && !due) throw refusal(needs.language, 'kitchen.retain.which');
  return [...new Set([...named, ...kept])];
};

const checkTime = ({ needs }: KitchenParts, { id, takenAt, until }: RetainedSampleFact, at: number, form: DisposeForm): void => {
  if (at < takenAt) throw refusal(needs.language, 'kitchen.retain.time');
  if (at >= until || form.words !== undefined) return;
  throw refusal(needs.language, 'kitchen.retain.early', {
    id,
    until: new Intl.DateTimeFormat('sv-SE', { timeZone: needs.timezone, dateStyle: 'short', timeStyle: 'short' }).format(until),
  });
};
