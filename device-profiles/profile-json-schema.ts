import { z } from 'zod';
import { profileSchema } from './profile.ts';

/** The text of `profile.schema.json`: the form of a device profile as JSON Schema 2020-12, for editors. */
export const profileJsonSchemaText = (): string =>
  `${JSON.stringify({ title: 'Larder device profile', ...z.toJSONSchema(profileSchema, { io: 'input' }) }, null, 2)}\n`;
