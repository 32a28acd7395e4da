import { z } from 'zod';
import { VERDICTS } from '../../../gateway/domain/verdict.ts';
import { elementName, ownName, shortText, treeSchema } from './body-template.ts';

const path = z.string().regex(/^\/[A-Za-z0-9\-._~/%?=&]{0,300}$/);
const place = z.array(elementName).max(12);
/** Text that may stand in a header, between quotes. */
const headerText = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{0,300}$/);
const wordList = z.array(z.string().min(1).max(200)).max(50).prefault([]);
/** A word that is looked for within an error's text: a short one would be found in any. */
const errorWords = z.array(z.string().min(3).max(200)).max(50).prefault([]);

/** One kind of call: where to, and with what body. */
const callSchema = z.strictObject({
  method: z.enum(['POST', 'PUT', 'GET']).prefault('POST'),
  path,
  protocol: z.enum(['json', 'form', 'soap']),
  /** For `soap`: the operation's element with its namespace, and the SOAPAction, which SOAP 1.1 asks for. */
  soap: z.strictObject({ operation: elementName, namespace: headerText, action: headerText }).optional(),
  body: treeSchema,
});
export type PlatformCall = z.output<typeof callSchema>;

/** How an answer is read. Words of an error are looked for within its text. */
const answerSchema = z.strictObject({
  format: z.enum(['json', 'xml', 'text']),
  /** Where an answer holds another one as text: many SOAP services answer with JSON or XML in one element. */
  inside: z.strictObject({ at: place.min(1), format: z.enum(['json', 'xml', 'text']) }).optional(),
  /** What says that the call as a whole was taken. */
  success: z.strictObject({ at: place, is: z.array(shortText).min(1).max(20) }),
  /** Where the words of an error stand. */
  error: place.optional(),
  /** The record is stored there already: as good as stored. */
  already: errorWords,
  /** User, password, station or device: no record is to blame, and the lane waits. */
  denied: errorWords,
  /** The session has ended: check in again. */
  expired: errorWords,
  /** Ask again later. */
  later: errorWords,
  /** The list of records with their errors. */
  rows: z
    .strictObject({
      at: place.min(1),
      /** Where in a row the recordId stands, and its error's words. */
      record: elementName,
      error: elementName,
      /** Which records are listed; of all listed, those with one of `stored` as their error's words are stored. */
      listed: z.enum(['failed', 'all']),
      stored: wordList,
    })
    .optional(),
});
export type PlatformAnswer = z.output<typeof answerSchema>;

const letters = z.enum(['upper', 'lower']).prefault('lower');

/** How a box shows who it is: a closed list of recipes. */
const loginSchema = z.discriminatedUnion('recipe', [
  z.strictObject({ recipe: z.literal('none') }),
  /** User and password as they are, over TLS. */
  z.strictObject({ recipe: z.literal('plain') }),
  /** MD5(password), and where asked MD5(user `between` MD5(password)): a hash that can be replayed, no secret on the wire but as good as one. */
  z.strictObject({ recipe: z.literal('md5-password'), letters, between: z.string().max(8).prefault('') }),
  /** Check in, use the token, check out. */
  z.strictObject({
    recipe: z.literal('session'),
    letters,
    checkIn: callSchema.extend({
      answer: answerSchema.pick({ format: true, inside: true, success: true, error: true }),
      token: place,
      /** `cookie`: the token is the cookie of this name, and goes back as one. */
      cookie: z
        .string()
        .regex(/^[A-Za-z0-9_.-]{1,64}$/)
        .optional(),
    }),
    checkOut: callSchema.optional(),
    /** A token is not used for longer, in minutes. */
    lasts: z.int().min(1).max(1_440).prefault(20),
  }),
]);
export type PlatformLogin = z.output<typeof loginSchema>;

const paceSchema = z.strictObject({
  /** Calls a minute. */
  perMinute: z.int().min(1).max(600).prefault(60),
  /** Seconds. */
  timeout: z.int().min(1).max(120).prefault(20),
  /** Bytes of a call's body, and of an answer. */
  longestCall: z.int().min(1_024).max(1_048_576).prefault(262_144),
  longestAnswer: z.int().min(256).max(1_048_576).prefault(65_536),
});

/** A municipal interface as data: one file per interface. It can't run code, and everything in it is bounded. */
export const platformSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string().min(1).max(200),
  /** True once a person has tried it against the real platform, and says where in `source`. */
  verified: z.boolean(),
  source: z.string().min(1).max(2_000),
  /** Gaps and doubts, for whoever uses it. */
  notes: z.array(z.string().min(1).max(1_000)).max(50).prefault([]),
  /** The zone in which the platform reads times. */
  zone: z.string().regex(/^[+-](0\d|1[0-4]):[0-5]\d$/),
  /** What the site's configuration gives under `settings`. */
  settings: z.record(ownName, z.strictObject({ about: z.string().min(1).max(200), preset: shortText.optional() })).prefault({}),
  /** Our id → their code; the site's configuration adds its own under `codes`. */
  dictionaries: z.record(ownName, z.record(shortText, shortText)).prefault({}),
  login: loginSchema,
  upload: callSchema.extend({
    /** Records of one call, where its body has a list; without one it is one. */
    batch: z.int().min(1).max(500).prefault(1),
    answer: answerSchema,
  }),
  /** Which verdicts the platform takes; tests with others stay in the record and on the box's own board. */
  verdicts: z.array(z.enum(VERDICTS)).min(1),
  /** Whether results of imported logs are sent. */
  imported: z.boolean().prefault(false),
  /** How a corrected test is told: as a record of its own, under the same recordId, or not at all (it is then shown). */
  corrections: z.enum(['new-record', 'same-record', 'none']),
  pace: paceSchema.prefault({}),
});
export type PlatformInterface = z.output<typeof platformSchema>;
