import { z } from 'zod';
import { ALARM_CAUSES, END_REASONS } from '../domain/alarm.ts';
import { alarmLevelSchema } from '../domain/alarm-level.ts';
import { measurementUnitSchema } from '../domain/measurement-unit.ts';
import { GOODS_DISPOSITIONS, MEALS } from '../domain/supervision-fact.ts';
import { PERIODS } from './report-period.ts';

const moment = z.number();
const length = z.number().min(0);
const count = z.int().min(0);
const stretch = z.strictObject({ from: moment, to: moment });
const head = z.tuple([count, z.string()]);

/** Proven within the limits, proven beyond one, and neither: ms. Without limits `in` is the time for which a value is known. */
const times = z.strictObject({
  in: length,
  out: length,
  unproven: length,
  /** Switched off as the site plans it, and so judged by nobody: as the record says, while it goes on. */
  switchedOff: length,
});

/** From the first value beyond a limit to the first back within: a gap doesn't end it, and its time is no proof. */
const excursion = stretch.extend({ beyond: length, unproven: length, peak: z.number(), peakAt: moment });
export type LongestExcursion = z.infer<typeof excursion>;

/** What a channel comes to over a stretch of time. Only good values count; each for the time that it proves. */
const figures = z.strictObject({
  /** Readings that its period would have brought while it was to run, and good ones that came. */
  expected: count,
  arrived: count,
  /** Values that stand and are doubted: frozen, out of the probe's range. They prove nothing. */
  doubted: count,
  min: z.number().nullable(),
  minAt: moment.nullable(),
  max: z.number().nullable(),
  maxAt: moment.nullable(),
  /** Weighted by the time that each value proves. */
  mean: z.number().nullable(),
  times,
  /**
   * Where the clock was set back: between which moments the record tells of some a second time, for how long, and how much of
   * that is beyond a limit. They count once, as they were told of first. Absent where there are none.
   */
  twice: stretch.extend({ time: length, out: length }).optional(),
  /** Of the time beyond a limit: above the high one, below the low one. */
  beyond: z.strictObject({ high: length, low: length }),
  longest: excursion.nullable(),
  /** Unproven stretches: how many, how long together, and the longest of them in order of time. */
  gaps: z.strictObject({ count, time: length, listed: z.array(stretch) }),
});
export type Figures = z.infer<typeof figures>;

const judgedBy = z
  .strictObject({
    rule: z.string(),
    level: alarmLevelSchema,
    low: z.number().optional(),
    high: z.number().optional(),
    source: z.string(),
    verified: z.boolean(),
  })
  .nullable();

/** What is added to each value as read, where it comes from, and until when it holds. */
const calibration = z.strictObject({
  state: z.enum(['none', 'valid', 'overdue']),
  offset: z.number(),
  certificate: z.string().optional(),
  at: moment.optional(),
  due: z.string().optional(),
});

const channel = z.strictObject({
  id: z.string(),
  cabinet: z.string(),
  unit: measurementUnitSchema,
  resolution: z.number(),
  every: z.number(),
  probe: z.string().optional(),
  /** As the last table of the period has it. */
  judgedBy,
  calibration,
  /** Where limits, probe or calibration changed within the period: what was in force when it began, and then each change. Figures are by what was in force. */
  changes: z.array(z.strictObject({ at: moment, judgedBy, probe: z.string().optional(), calibration })).optional(),
  total: figures,
  days: z.array(figures.extend({ date: z.string() })),
});
export type ChannelRecord = z.infer<typeof channel>;

const cabinet = z.strictObject({
  name: z.string(),
  channels: z.array(z.string()),
  doors: z.array(z.strictObject({ channel: z.string(), openings: count, openTime: length, unproven: length })),
  defrosts: z.strictObject({ count, time: length }),
});
export type CabinetRecord = z.infer<typeof cabinet>;

const personAct = z.strictObject({ at: moment, by: z.string(), way: z.string().optional() });
export type PersonAct = z.infer<typeof personAct>;

const alarm = z.strictObject({
  id: z.string(),
  channel: z.string(),
  cabinet: z.string(),
  rule: z.string(),
  cause: z.enum(ALARM_CAUSES),
  level: alarmLevelSchema,
  active: z.boolean(),
  suppressed: z.boolean(),
  outOfService: z.boolean(),
  since: moment,
  raisedAt: moment,
  clearedAt: moment.optional(),
  /** Why it is over, where its condition need not be. */
  reason: z.enum(END_REASONS).optional(),
  value: z.number().optional(),
  limit: z.number().optional(),
  /** Seen by whom. */
  acknowledged: personAct.nullable(),
  /** Corrective action: by whom, what, and what became of the goods. */
  confirmed: personAct
    .extend({
      action: z.string().optional(),
      goods: z.enum(GOODS_DISPOSITIONS).optional(),
      kilograms: z.string().optional(),
      words: z.string().optional(),
    })
    .nullable(),
  /** Notifications that went out for it, and those that failed. */
  notices: z.strictObject({ sent: count, failed: count, first: moment.optional() }),
});
export type AlarmRecord = z.infer<typeof alarm>;

/** A stretch beyond a limit as the box itself told it when it was over. */
const toldExcursion = stretch.extend({
  id: z.string(),
  channel: z.string(),
  cabinet: z.string(),
  side: z.enum(['high', 'low']),
  level: alarmLevelSchema,
  limit: z.number(),
  peak: z.number(),
  peakAt: moment,
  beyond: length,
  unproven: length,
  /** For how much of it the cabinet was switched off as planned; absent where it was not. */
  switchedOff: length.optional(),
  area: z.number(),
  doors: count,
  defrosts: count,
  alarms: z.array(z.string()),
  goods: z.enum(GOODS_DISPOSITIONS).optional(),
  camera: z.string().optional(),
});
export type ToldExcursion = z.infer<typeof toldExcursion>;

/** A retained food sample (留样), in which fridge, and until when it is kept at least. */
const retained = z.strictObject({
  id: z.string(),
  dish: z.string(),
  meal: z.enum(MEALS),
  grams: z.number(),
  takenAt: moment,
  by: z.string(),
  cabinet: z.string(),
  until: moment,
  /** When it was entered, where that was long after it was taken. */
  enteredLate: moment.optional(),
  /** Less than is to be retained. */
  short: z.literal(true).optional(),
  disposedAt: moment.optional(),
  disposedBy: z.string().optional(),
  /** Disposed of before its time, and why. */
  early: z.literal(true).optional(),
  words: z.string().optional(),
});
export type RetainedRecord = z.infer<typeof retained>;

const day = stretch.extend({
  date: z.string(),
  is: z.enum(['operating', 'closed']),
  name: z.string().optional(),
  /** What was planned of it stood in the record when it began; absent where the record does not say, and the calendar of now tells. */
  isRecorded: z.literal(true).optional(),
});
export type DayRecord = z.infer<typeof day>;

/** A closure of days that had begun when it was entered, or cabinets that a change of plan switched off at once. It excuses nothing before. */
const latePlan = z.strictObject({
  /** Since when the record has it. */
  entered: moment,
  /** Local dates, both included; absent where it is no closure. */
  from: z.string().optional(),
  to: z.string().optional(),
  name: z.string().optional(),
  /** Cabinets that it switches off and that were not planned to be; `site` for all. */
  off: z.array(z.string()),
});
export type LatePlan = z.infer<typeof latePlan>;

/** All that a report says, as pure data; moments are UTC ms, lengths of time ms. From the record alone, and the same each time. */
export const reportDataSchema = z.strictObject({
  v: z.literal(1),
  period: z.enum(PERIODS),
  date: z.string(),
  timezone: z.string(),
  from: moment,
  to: moment,
  /** How far this speaks, at most `to`: nothing is said of what comes after. */
  through: moment,
  /** Where the record itself ends, if before `through`: the time in between is over, and nothing proves it. */
  recordEnds: moment.optional(),
  site: z.strictObject({
    gateway: z.string(),
    name: z.string(),
    creditCode: z.string().optional(),
    licence: z.string().optional(),
  }),
  days: z.array(day),
  /** What was planned only afterwards; absent where nothing was. */
  latePlans: z.array(latePlan).optional(),
  cabinets: z.array(cabinet),
  channels: z.array(channel),
  alarms: z.array(alarm),
  /** Those that an excursion of the period raised only behind its end. */
  laterAlarms: z.array(alarm).optional(),
  excursions: z.array(toldExcursion),
  /** Samples retained of the meals, and the meals of which none was; absent where the site keeps no book of them. */
  retention: z
    .strictObject({
      samples: z.array(retained),
      /** Of so many meals a sample was due; absent where the site plans none. */
      due: count.optional(),
      missing: z.array(z.strictObject({ date: z.string(), meal: z.enum(MEALS) })),
    })
    .optional(),
  /** When the gateway itself was off, and why. Without a sure clock when it was on again, nobody knows for how long. */
  off: z.array(stretch.extend({ reason: z.string(), lengthUnknown: z.literal(true).optional() })),
  /** Stretches of which the record itself is gone, and why; absent where it is whole. They count as unproven. */
  lost: z.array(stretch.extend({ lane: z.string(), reason: z.string() })).optional(),
  /** Readings whose times the clock could not vouch for. */
  unsureReadings: count,
  /**
   * Readings that were recorded before anybody vouched for the time, and stand where the clock that only grows puts them since
   * somebody did; absent where there are none.
   */
  placedReadings: count.optional(),
  record: z.strictObject({
    journal: z.string(),
    key: z.string(),
    /** The last block of each lane that this was made from. */
    heads: z.strictObject({ readings: head, urgent: head }),
    /**
     * The journals that this one goes on from, oldest first, until when each was in force, and whether it was read. What lies in
     * one that was not is not in this report: its time counts as unproven. Absent where there are none.
     */
    earlier: z
      .array(
        z.strictObject({
          journal: z.string().nullable(),
          reason: z.enum(['damaged', 'restored', 'cloned', 'moved']),
          until: moment,
          upTo: z.strictObject({ readings: count, urgent: count }).nullable(),
          isRead: z.boolean(),
        }),
      )
      .optional(),
    /** The last signed checkpoint among them. */
    checkpoint: z.strictObject({ at: moment, readings: head, urgent: head, sig: z.string() }).nullable(),
  }),
});
export type ReportData = z.infer<typeof reportDataSchema>;
