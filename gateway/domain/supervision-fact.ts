import type { AlarmLevel } from './alarm-level.ts';
import type { ChannelId } from './channel.ts';
import type { UtcMillis } from './clock.ts';
import type { Known } from './known.ts';
import type { Lane } from './lane.ts';
import type { PersonRef } from './station-fact.ts';

/** What people do to an alarm; the names follow ISA-18.2 / IEC 62682 and OPC UA Part 9. */
export type AlarmAct =
  | 'acknowledge' // seen
  | 'confirm' // corrective action done
  | 'shelve' // not shown and not told until `until`, for a reason; judged and recorded all the same
  | 'unshelve'
  | 'reset'; // takes a latched alarm back once its condition is gone

/** What became of the goods behind an alarm. */
export const GOODS_DISPOSITIONS = ['none-affected', 'kept', 'moved', 'used-at-once', 'discarded', 'held'] as const;
export type GoodsDisposition = (typeof GOODS_DISPOSITIONS)[number];

/** A person's act on an alarm; `on` is the alarm's id. */
export interface AlarmActFact extends Known {
  readonly kind: 'act';
  readonly by: PersonRef;
  readonly does: AlarmAct;
  readonly on: string;
  /** How the act came in: `console`, `command`, `sms`, `button`, `platform`. */
  readonly way?: string;
  /** It speaks for so many earlier occurrences of the same channel, rule, cause and level as well: they were too many to stand alone. */
  readonly earlier?: number;
  /** For `shelve`. */
  readonly until?: UtcMillis;
  readonly reason?: string;
  /** For `confirm`: the corrective action, as the site's list names it. */
  readonly action?: string;
  readonly goods?: GoodsDisposition;
  /** Decimal, kg. */
  readonly kilograms?: string;
  readonly words?: string;
}

/** A cabinet or channel is in maintenance, or closed as planned: recorded, not alarmed. An act. */
export interface ServiceActFact extends Known {
  readonly kind: 'act';
  readonly by: PersonRef;
  readonly does: 'maintenance' | 'in-service';
  /** A cabinet, a channel or `site`. */
  readonly on: string;
  readonly until?: UtcMillis;
  readonly reason?: string;
}

/** A stretch beyond a limit, told when it is over; a later fact of the same id tells it anew, with what people said of its goods. */
export interface ExcursionFact extends Known {
  readonly kind: 'excursion';
  readonly id: string;
  readonly channel: ChannelId;
  readonly cabinet: string;
  readonly rule: string;
  readonly side: 'high' | 'low';
  readonly level: AlarmLevel;
  readonly limit: number;
  readonly from: UtcMillis;
  readonly to: UtcMillis;
  /** The value furthest beyond. */
  readonly peak: number;
  readonly peakAt: UtcMillis;
  /** Proven time beyond the limit, ms. */
  readonly beyond: number;
  /** Time within the stretch of which nothing is known, ms. */
  readonly unproven: number;
  /** Degrees beyond the limit × minutes, over the proven time. */
  readonly area: number;
  readonly doors: number;
  readonly defrosts: number;
  /** The alarms that were raised by it. */
  readonly alarms: readonly string[];
  readonly goods?: GoodsDisposition;
  readonly camera?: string;
}

/** How people are told. A platform is told by none of these: alarms and notices reach it as the facts that they are. */
export const NOTICE_WAYS = ['lamp', 'buzzer', 'voice', 'sms', 'webhook', 'mail'] as const;
export type NoticeWay = (typeof NOTICE_WAYS)[number];

/** What became of a notification. */
export type NoticeFate =
  | 'begun' // about to be sent: whatever comes of it is told after this
  | 'uncertain' // the box ended, or the modem fell silent, while it was sent: it may have gone out, and is sent again
  | 'sent' // handed to the network, the robot or the relay
  | 'delivered' // confirmed by the other side
  | 'answered' // a person replied
  | 'failed' // this attempt came to nothing; a later fact of the same id says whether another did
  | 'withdrawn' // its reason was gone before it went out: a person has answered, or the cause is over
  | 'held'; // within the hour's bound: told with the next, or in the daily sign of life

/** One notification and its fate; each change of it is a fact of the same id. */
export interface NoticeFact extends Known {
  readonly kind: 'notice';
  readonly id: string;
  readonly way: NoticeWay;
  /** Who was told; absent for lamp, buzzer and webhook. */
  readonly to?: PersonRef;
  /** The webhook, or the device of the lamp, as the configuration names it. */
  readonly through?: string;
  /** Why: the alarms behind it, the sign of life, an escalation. */
  readonly about: 'alarm' | 'cleared' | 'escalation' | 're-alarm' | 'sign-of-life' | 'power' | 'deadline' | 'test';
  readonly alarms: readonly string[];
  readonly fate: NoticeFate;
  readonly attempt: number;
  readonly reason?: string;
}

/** A channel was calibrated: the offset in force from here on, and where it comes from. */
export interface CalibrationFact extends Known {
  readonly kind: 'calibration';
  readonly channel: ChannelId;
  readonly probe?: string;
  /** Reference against value as read, one or two points. */
  readonly points: readonly { readonly reference: number; readonly read: number }[];
  readonly offset: number;
  readonly certificate?: string;
  /** `2027-03-01` */
  readonly due?: string;
  readonly by: PersonRef;
}

/** A comparison (比对) with another thermometer: nothing is changed by it. */
export interface ComparisonFact extends Known {
  readonly kind: 'comparison';
  readonly channel: ChannelId;
  readonly reference: number;
  /** The value as it is shown: with the offset in force. */
  readonly read: number;
  readonly instrument?: string;
  readonly by: PersonRef;
}

/** A report was drafted by the box, or signed by a person. */
export interface ReportFact extends Known {
  readonly kind: 'report';
  /** Daily check (日管控), weekly review (周排查), monthly meeting (月调度). */
  readonly period: 'day' | 'week' | 'month';
  /** The first local date that it covers, `2026-11-28`. */
  readonly date: string;
  readonly step: 'drafted' | 'signed';
  /** SHA-256 of the report's data, as canonical JSON. */
  readonly hash: string;
  /** The last reading and the last fact that it was made from: from these alone, the same data comes again. */
  readonly upTo: Readonly<Record<Lane, number>>;
  readonly by?: PersonRef;
  /** Of a signature: the role that the person had then, as the site calls it. */
  readonly role?: string;
  /**
   * Of a signature: `gateway` where the gateway made the report again and came to the same hash. `asker`, or absent, in older
   * records: whoever asked computed it, and the gateway saw to the period, the person and `upTo` alone.
   */
  readonly hashBy?: 'asker' | 'gateway';
  /** The answers to the lines that a box can't see, for `signed`. */
  readonly answers?: Readonly<Record<string, string>>;
}

/** The meals of which samples are retained. */
export const MEALS = ['breakfast', 'lunch', 'dinner', 'other'] as const;
export type Meal = (typeof MEALS)[number];

/** A retained food sample (留样). Its disposal is a fact of the same id with `of`. */
export interface RetainedSampleFact extends Known {
  readonly kind: 'sample';
  readonly purpose: 'retention';
  readonly id: string;
  readonly dish: string;
  readonly meal: Meal;
  readonly grams: number;
  readonly takenAt: UtcMillis;
  /** When it was first entered, in later facts of the same id; absent in the first, whose `at` it is. */
  readonly enteredAt?: UtcMillis;
  readonly by: PersonRef;
  readonly cabinet: string;
  /** Kept at least until then. */
  readonly until: UtcMillis;
  readonly disposedAt?: UtcMillis;
  readonly disposedBy?: PersonRef;
  /** Why it was disposed of before `until`. */
  readonly words?: string;
}
