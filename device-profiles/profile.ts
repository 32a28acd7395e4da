import { z } from 'zod';
import { measurementUnitSchema } from '../gateway/domain/measurement-unit.ts';

const address = z.int().min(0).max(0xffff);
const words = z.string().min(1);

/** Where a register lives: the four tables of Modbus Application Protocol V1.1b3, section 4.3. */
const tableSchema = z.enum(['coil', 'discrete', 'input', 'holding']);
export type Table = z.infer<typeof tableSchema>;

/** How a register's bits make a number. */
export const encodingSchema = z.enum([
  'bit', // a coil or discrete input; or, with `bit`, one bit of a 16-bit register
  'int16', // two's complement
  'uint16',
  'int32',
  'uint32',
  'int64', // exact up to 2^53; beyond that the value is a probe fault
  'float32', // IEEE 754; NaN and infinities are never values
  'float64',
  'bcd16', // four decimal digits, one in each nibble
  'bcd32', // eight decimal digits
  'offset-negative', // raw >= `negativeFrom` means -(raw - negativeFrom); below it, raw itself
]);
export type Encoding = z.infer<typeof encodingSchema>;

/** What a raw value means that is no measurement. */
const sentinelSchema = z.strictObject({
  /** The raw number as decoded before scaling (so -32768 for 0x8000 in int16), or `nan` for a float that is no number. */
  raw: z.union([z.number(), z.literal('nan')]),
  /** Up to and including this raw number, for a range of codes. */
  to: z.number().optional(),
  means: z.enum(['probe-open', 'probe-short', 'probe-fault']),
  /** Required where the same raw number is also a value that the probe can have: what is lost by reading it as a fault. */
  alsoLegal: words.optional(),
});
export type Sentinel = z.infer<typeof sentinelSchema>;

export const registerSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/),
  /** `measurement`: may be a channel. `state`: may be a channel, without a unit. `setting`: can be written, never a channel. `identity`: tells the model. */
  role: z.enum(['measurement', 'state', 'setting', 'identity']),
  table: tableSchema,
  /** As sent on the wire: counted from 0. */
  address,
  /** The number as the manual prints it, where it prints another. */
  documentedAs: words.optional(),
  type: encodingSchema,
  /** Which bit of a 16-bit register, 0 the lowest; only with type `bit` in tables `input` and `holding`. */
  bit: z.int().min(0).max(15).optional(),
  /** True where 0 means on. */
  inverted: z.boolean().optional(),
  /** Which 16-bit word comes first in a value of several. */
  wordOrder: z.enum(['big', 'little']).default('big'),
  /** Which byte comes first in a word; Modbus itself says big. */
  byteOrder: z.enum(['big', 'little']).default('big'),
  /** For `offset-negative`: where the negative values begin. */
  negativeFrom: z.int().min(1).optional(),
  /** value = raw × scale + offset. */
  scale: z.number().default(1),
  offset: z.number().default(0),
  /** The scale stands in another register of this device: its raw value names the factor. A raw value that is not listed is a probe fault. */
  scaleFrom: z.strictObject({ register: words, factors: z.record(z.string().regex(/^-?\d+$/), z.number()) }).optional(),
  unit: measurementUnitSchema.default('none'),
  /** The smallest step the device reports, in `unit`; default |scale|. Required for floats. */
  resolution: z.number().positive().optional(),
  /** What the probe can physically report, in `unit`; values beyond it are kept, and doubted. */
  range: z.tuple([z.number(), z.number()]).optional(),
  sentinels: z.array(sentinelSchema).default([]),
  /** Names of a state's values. */
  states: z.record(z.string().regex(/^-?\d+$/), words).optional(),
  /** Asked in a request of its own, never with its neighbours. */
  alone: z.boolean().default(false),
  /** An output that nothing hangs on but what the site wires to it: its configuration may name it for a lamp or a buzzer. Only with role `setting`. */
  output: z.literal(true).optional(),
  /** Doubted as frozen when it doesn't move for this many ms; never below an hour. */
  frozenAfter: z.int().min(3_600_000).optional(),
  note: words.optional(),
});
export type Register = z.infer<typeof registerSchema>;

const span = z.strictObject({ table: tableSchema, from: address, to: address });

/** What may be asked at once. */
const readLimitsSchema = z.strictObject({
  /** Most 16-bit registers in a read; Modbus itself allows 125. */
  mostRegisters: z.int().min(1).max(125).default(125),
  /** Most coils or discrete inputs in a read; Modbus itself allows 2000. */
  mostBits: z.int().min(1).max(2000).default(2000),
  /** Registers in between that nobody wants may be read along, up to this many; 0 where the manual doesn't say that they answer. */
  bridge: z.int().min(0).max(124).default(0),
  /** Spans that must never lie in a read. */
  forbidden: z.array(span).default([]),
  /** Spans that the device gives only whole: one read, from the first to the last, even where less is wanted. */
  together: z.array(span).optional(),
});
export type ReadLimits = z.infer<typeof readLimitsSchema>;

/** One thing to read in order to recognise the device, and what it must be. All must hold. */
const identitySchema = z.strictObject({
  table: tableSchema,
  address,
  type: encodingSchema.default('uint16'),
  /** Raw numbers of which it must be one. */
  oneOf: z.array(z.number()).optional(),
  /** Raw range in which it must lie. */
  within: z.tuple([z.number(), z.number()]).optional(),
  /** The device must refuse this read with an exception: tells look-alikes apart. */
  refused: z.literal(true).optional(),
});
export type IdentityCheck = z.infer<typeof identitySchema>;

/** The recipe that sets a unit id: writes in order, then a read-back. */
const setUnitSchema = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        function: z.union([z.literal(6), z.literal(16)]),
        address,
        /** The new unit id, or a number that the recipe needs (an unlock code, a save command). */
        value: z.union([z.literal('unit'), z.int().min(0).max(0xffff)]),
      }),
    )
    .min(1),
  /** When the new id holds. */
  takesEffect: z.enum(['at-once', 'after-power-cycle']),
  /** Register that holds the unit id afterwards. */
  readBack: z.strictObject({ table: z.enum(['input', 'holding']), address }),
  note: words.optional(),
});
export type SetUnitRecipe = z.infer<typeof setUnitSchema>;

/** A write that must never be sent unless a person asked for that very write, and some not even then. */
const dangerousSchema = z.strictObject({
  /** Modbus function; absent: any write to the address. Vendor functions (0x42) too. */
  function: z.int().min(1).max(127).optional(),
  address: address.optional(),
  to: address.optional(),
  /** Only this value is dangerous; absent: any. */
  value: z.int().min(0).max(0xffff).optional(),
  why: words,
});
export type DangerousWrite = z.infer<typeof dangerousSchema>;

/** What is known of one family of devices: facts with their sources, no code. */
export const profileSchema = z.strictObject({
  /** As a site's configuration names it. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  vendor: words,
  models: z.array(words).min(1),
  kind: words,
  transports: z.array(z.enum(['rtu', 'tcp'])).min(1),
  /** As the device leaves the factory; null where no source says. */
  serial: z
    .strictObject({
      baud: z.int().min(300).max(921_600).nullable(),
      parity: z.enum(['none', 'even', 'odd']).nullable(),
      dataBits: z
        .union([z.literal(7), z.literal(8)])
        .nullable()
        .default(8),
      stopBits: z
        .union([z.literal(1), z.literal(2)])
        .nullable()
        .default(1),
    })
    .optional(),
  /** Factory unit id; null where no source says. */
  unitId: z.int().min(1).max(247).nullable(),
  registers: z.array(registerSchema).min(1),
  limits: readLimitsSchema.prefault({}),
  quirks: z
    .strictObject({
      /** Silence in ms that the device needs after its answer before the next request; in addition to the line's own. */
      quietTime: z.number().min(0).optional(),
      /** Its answers may take up to this many ms. */
      slowAnswer: z.number().min(0).optional(),
      /** What is written comes back on the same wire. */
      localEcho: z.boolean().optional(),
      notes: z.array(words).default([]),
    })
    .prefault({}),
  identity: z.array(identitySchema).default([]),
  setUnit: setUnitSchema.optional(),
  dangerous: z.array(dangerousSchema).default([]),
  sources: z.array(words).min(1),
  /** How well the sources bear it out. */
  confidence: z.enum(['high', 'medium', 'low']),
  /** True once somebody has compared it with the device itself. */
  verified: z.boolean(),
});
export type Profile = z.infer<typeof profileSchema>;

/** How many 16-bit registers (or bits, in the tables of bits) a value takes. */
export const registerCount = (type: Encoding): 1 | 2 | 4 => {
  switch (type) {
    case 'int32':
    case 'uint32':
    case 'float32':
    case 'bcd32':
      return 2;
    case 'int64':
    case 'float64':
      return 4;
    default:
      return 1;
  }
};

/** The smallest step a register's value can move by, in its unit. */
export const resolutionOf = (register: Register): number => register.resolution ?? Math.abs(register.scale);
