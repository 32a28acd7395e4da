import { z } from 'zod';
import { resultField, timeForms, wellRoles } from './result-field.ts';

/** The body of an answer. `{{records}}`, `{{record}}`, `{{count}}`, `{{kept}}` and `{{refused}}` are filled in; nothing else is. */
const template = z.string().max(4_000);

const answer = z.strictObject({ status: z.int().min(200).max(599), body: template });

/** The box answers as a municipal interface does, so that a meter that uploads by itself uploads to the box. */
export const httpLink = z.strictObject({
  protocol: z.literal('http'),
  path: z.string().regex(/^\/[\x21-\x7e]*$/),
  /** Where the shared secret stands that the site gives as `token`; absent where the interface has none. */
  token: z.strictObject({ in: z.enum(['header', 'query', 'field']), name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }).optional(),
  answers: z.strictObject({
    type: z.enum(['application/json', 'text/plain', 'text/html']).default('application/json'),
    /** All records are kept. */
    kept: answer,
    /** All records were known already; absent: as `kept`. */
    duplicate: answer.optional(),
    /** Some records are kept, some could not be understood; absent: as `refused`. */
    partly: answer.optional(),
    /** Nothing could be understood. Its bytes are kept all the same. */
    refused: answer,
    /** It could not be kept: the meter shall come again. */
    failed: answer,
    /** One record within `{{records}}`, by what became of it. */
    record: z.strictObject({ kept: template, refused: template }).optional(),
  }),
});

/** Fields of a JSON or form body to what they hold. */
export const httpFormat = z.strictObject({
  is: z.literal('http'),
  body: z.enum(['json', 'form']),
  /** Where the list of results stands, as `data.result`; absent where the body is one result, or a list itself. In a form: the field that holds it as JSON. */
  list: z.string().min(1).optional(),
  /** Fields above the list that hold for each result in it. */
  shared: z.record(z.string().min(1), resultField).default({}),
  /** Fields of one result. */
  fields: z.record(z.string().min(1), resultField),
  roles: wellRoles,
  times: timeForms,
});
