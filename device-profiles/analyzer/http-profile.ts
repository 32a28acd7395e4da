import { z } from 'zod';

/** The box answers as a municipal interface does, so that a meter that uploads by itself uploads to the box. */
export const httpLink = z.strictObject({
  protocol: z.literal('http'),
  path: z.string().regex(/^\//),
});

/** Fields of a JSON or form body to what they hold. */
export const httpFormat = z.strictObject({
  is: z.literal('http'),
  body: z.enum(['json', 'form']),
  /** Where the list of results stands; absent where the body is one result. */
  list: z.string().optional(),
  fields: z.record(z.string().min(1), z.string().min(1)),
});
