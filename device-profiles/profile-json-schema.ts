import { z } from 'zod';
import { analyzerProfileSchema } from './analyzer/analyzer-profile.ts';
import { profileSchema } from './profile.ts';

const schemaText = (title: string, schema: z.ZodType): string =>
  `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input' }) }, null, 2)}\n`;

/** The text of `profile.schema.json`: the form of a device profile as JSON Schema 2020-12, for editors. */
export const profileJsonSchemaText = (): string => schemaText('Larder device profile', profileSchema);

/** The text of `analyzer-profile.schema.json`: the same of an analyzer profile. */
export const analyzerJsonSchemaText = (): string => schemaText('Larder analyzer profile', analyzerProfileSchema);
