import { z } from 'zod';
import type { UtcMillis } from './clock.ts';

/** What a person is called, and was called before, each name until when. */
const keptSchema = z.looseObject({
  name: z.string(),
  before: z.array(z.strictObject({ name: z.string(), until: z.number() })).optional(),
});

/** The text that is kept behind a reference: a name takes no other's place, for what was done under the old one goes on to be that person's. `more` is kept with it. */
export const keptNames = (text: string | undefined, name: string, now: UtcMillis, more: object = {}): string => {
  const kept = text === undefined ? undefined : parsed(text);
  if (kept === undefined) return JSON.stringify({ name, ...more });
  if (kept.name === name) return JSON.stringify({ ...kept, ...more });
  return JSON.stringify({ ...kept, ...more, name, before: [...(kept.before ?? []), { name: kept.name, until: now }] });
};

/** What the person behind a reference was called at a moment, by the text that is kept; undefined where that is no such text. */
export const keptNameAt = (text: string, at: UtcMillis): string | undefined => {
  const kept = parsed(text);
  return kept?.before?.find(({ until }) => at < until)?.name ?? kept?.name;
};

const parsed = (text: string): z.infer<typeof keptSchema> | undefined => {
  try {
    return keptSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // the text is its owner's, and may be anything
  }
};
