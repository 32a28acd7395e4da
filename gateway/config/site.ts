import type { AnalyzerProfile } from '../../device-profiles/analyzer/analyzer-profile.ts';
import type { Profile, Register } from '../../device-profiles/profile.ts';
import type { Channel } from '../domain/channel.ts';
import type { Millis } from '../domain/clock.ts';
import type { Fault } from '../domain/edge-error.ts';
import type { Language } from '../domain/messages/message.ts';
import type { OperatingCalendar } from '../domain/operating-calendar.ts';
import type { RetentionPlan } from '../domain/retention-plan.ts';
import type { SerialSettings } from './serial-settings.ts';
import type { SiteFile } from './site-schema.ts';

/** Where a line is. Serial paths are absolute. */
export type LineLink =
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'tcp' | 'rtu-over-tcp'; readonly host: string; readonly port: number };

/** A wire with exactly one owner. */
export interface SiteLine extends SerialSettings {
  readonly id: string;
  readonly link: LineLink;
  /** No answer of any unit comes later than this. */
  readonly slowest: Millis;
  readonly rs485: 'auto' | 'on' | 'off';
}

/** A channel of a device: where it stands in the channel table, and what it reads. */
export interface SiteChannel {
  readonly place: number;
  readonly register: string;
  /** Calibration, added to the value as read. */
  readonly offset: number;
  /** Doubted as frozen when it doesn't move for this long, where its rule says so. */
  readonly frozenAfter?: Millis;
}

/** One unit on a line. */
export interface SiteDevice {
  readonly id: string;
  readonly name: string;
  readonly line: string;
  readonly unit: number;
  readonly profile: Profile;
  readonly every: Millis;
  readonly channels: readonly SiteChannel[];
}

/** How an analyzer's results arrive. Paths are absolute. */
export type AnalyzerLink =
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'tcp' | 'listen' | 'http'; readonly host: string; readonly port: number }
  | { readonly kind: 'folder'; readonly path: string };

/** One analyzer. The token is here and nowhere else: never log an analyzer. */
export interface SiteAnalyzer extends Omit<SerialSettings, 'dataBits'> {
  readonly id: string;
  readonly name: string;
  readonly link: AnalyzerLink;
  readonly dataBits: 7 | 8;
  readonly profile: AnalyzerProfile;
  readonly token?: string;
}

/** What every uplink has. Paths are absolute; the password is here and nowhere else: never log an uplink. */
interface UplinkAccess {
  readonly id: string;
  /** `mqtt://`, `mqtts://`, `http://` or `https://`, without credentials. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** A way to a platform that takes the whole record. */
export interface BrokerUplink extends UplinkAccess {
  readonly kind: 'mqtt';
  readonly acknowledge: 'stored' | 'broker';
}

/** A way to a municipal interface that takes results of rapid tests, in its own form. */
export interface PlatformUplink extends UplinkAccess {
  readonly kind: 'http';
  /** The id of its data file. */
  readonly platform: string;
  readonly settings: Readonly<Record<string, string>>;
  /** By dictionary: our id → their code. */
  readonly codes: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type Uplink = BrokerUplink | PlatformUplink;

/** A lamp or a buzzer: the one write that the site's configuration names. */
export interface SiteOutput {
  readonly device: string;
  readonly line: string;
  readonly unit: number;
  readonly profile: Profile;
  /** A coil, or a whole holding register. */
  readonly register: Register;
}

/** A robot or server that is told over HTTPS. Token and secret are here and nowhere else: never log it. */
export interface SiteWebhook {
  readonly id: string;
  readonly url: string;
  readonly template: NonNullable<SiteFile['notify']>['webhooks'][number]['template'];
  readonly token?: string;
  readonly secret?: string;
  readonly ca?: string;
}

/** How people are told. Paths are absolute; secrets are here and nowhere else: never log it. */
export interface SiteNotify {
  readonly steps: NonNullable<SiteFile['notify']>['steps'];
  readonly again: Millis;
  readonly perHour: number;
  readonly signOfLife?: NonNullable<NonNullable<SiteFile['notify']>['signOfLife']>;
  readonly deadlines: NonNullable<SiteFile['notify']>['deadlines'];
  readonly modem?: { readonly path: string; readonly baud: number; readonly ring: Millis; readonly pin?: string };
  readonly webhooks: readonly SiteWebhook[];
  readonly mail?: {
    readonly server: string;
    readonly from: string;
    readonly username?: string;
    readonly password?: string;
    readonly ca?: string;
  };
  readonly lamp?: SiteOutput;
  readonly buzzer?: SiteOutput;
}

/** What one site decided, complete and consistent. */
export interface Site {
  /** The configuration, absolute. */
  readonly file: string;
  readonly gateway: Omit<SiteFile['gateway'], 'name' | 'language'> & { readonly name: string; readonly language: Language };
  /** Absolute. */
  readonly dataFolder: string;
  readonly keep: { readonly commit: Millis; readonly seal: Millis; readonly readings: Millis; readonly bytes: number };
  readonly lines: readonly SiteLine[];
  readonly devices: readonly SiteDevice[];
  /** The channel table: a channel's place is its index. */
  readonly channels: readonly Channel[];
  readonly analyzers: readonly SiteAnalyzer[];
  /** The site's own corrective actions, absolute: they stand beside the shipped ones. */
  readonly actionsFile?: string;
  /** The site's own list of what it checks each day, week and month, absolute: it takes the place of the shipped one. */
  readonly checklistFile?: string;
  /** The folder of the site's own limits of rapid tests, absolute: they come after the shipped ones. */
  readonly limitsFolder?: string;
  /** The folder of the site's own municipal interfaces, absolute: one with the id of a shipped one takes its place. */
  readonly platformsFolder?: string;
  /** When the site works; absent where the file doesn't say: every day is an operating day then. */
  readonly calendar?: OperatingCalendar;
  /** The channel of the push button that acknowledges all alarms that were told. */
  readonly button?: string;
  /** Retained samples: their fridges, and the meals of which they are expected. */
  readonly retention?: RetentionPlan;
  /** Personal data: never leaves the box, never enters a block. */
  readonly people: SiteFile['people'];
  readonly notify?: SiteNotify;
  readonly uplinks: readonly Uplink[];
  readonly console?: SiteFile['console'];
  /** Doubts that don't keep the gateway from running. */
  readonly warnings: readonly Fault[];
}
