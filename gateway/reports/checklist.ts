import { z } from 'zod';
import { sourceSchema } from '../domain/source.ts';

const words = z.strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1) });

/** What the record itself can say of a line. */
const FILLINGS = ['cold-storage', 'alarms', 'calibration', 'unsigned'] as const;
export type Filling = (typeof FILLINGS)[number];

const line = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  words,
  /** What fills it; a line without is left blank, for the officer. */
  from: z.enum(FILLINGS).optional(),
  /** What the box knows of it, printed behind its words: the statement stays the officer's. */
  beside: z.enum(['retention']).optional(),
});
export type ChecklistLine = z.infer<typeof line>;

const form = z.strictObject({
  name: words,
  /** Roles of “people” whose signature it takes. */
  signedBy: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/))
    .min(1)
    .max(20)
    .default(['officer']),
  lines: z
    .array(line)
    .min(1)
    .max(60)
    .refine((lines) => new Set(lines.map(({ key }) => key)).size === lines.length, 'a key stands twice'),
});

/** What a kind of site checks by itself, in which words: names and lines are data, per kind of site and per province. */
export const checklistSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  /** `gateway.site.kind` of the sites that it is for. */
  kinds: z.array(z.string().min(1)),
  /** Beginnings of the division codes that it is for, as 14 for Shanxi; absent for all. */
  divisions: z.array(z.string().regex(/^\d{2,12}$/)).optional(),
  source: sourceSchema,
  day: form,
  week: form,
  month: form,
});
export type Checklist = z.infer<typeof checklistSchema>;

/** What is known of a site that decides which checklist it has. */
export interface ChecklistSite {
  readonly kind?: string | undefined;
  readonly division?: string | undefined;
}

/** The checklist of a site: the one that names the longest beginning of its division comes first; undefined where none is for its kind. */
export const checklistOf = (all: readonly Checklist[], { kind, division }: ChecklistSite): Checklist | undefined => {
  const fits = ({ kinds, divisions }: Checklist): number => {
    if (kind === undefined || !kinds.includes(kind)) return -1;
    return divisions === undefined
      ? 0
      : Math.max(-1, ...divisions.filter((code) => division?.startsWith(code)).map((code) => code.length));
  };
  return all.filter((list) => fits(list) >= 0).toSorted((a, b) => fits(b) - fits(a))[0];
};
