import { z } from 'zod';
import { LANGUAGES } from '../domain/messages/message.ts';
import { calendar, draftCalendar } from './calendar-schema.ts';
import {
  byteSize,
  decimal,
  duration,
  identifier,
  netAddress,
  oneOf,
  oneOfNumbers,
  PRINTABLE,
  path,
  secretive,
  shaped,
  text,
  whole,
} from './form.ts';
import { draftNotify, notify } from './notify-schema.ts';
import { draftRetention, retention } from './retention-schema.ts';

/** Speeds of the serial lines in the field, in Bd. */
const BAUD_RATES = [300, 600, 1200, 2400, 4800, 9600, 14400, 19200, 28800, 38400, 57600, 76800, 115200, 230400] as const;
const PARITIES = ['none', 'even', 'odd'] as const;

const siteIdentity = z.strictObject({
  creditCode: shaped(/^[0-9A-Z]{18}$/, 'config.form.credit-code').optional(),
  licence: text().optional(),
  division: shaped(/^(\d{6}|\d{9}|\d{12})$/, 'config.form.division').optional(),
  kind: identifier().optional(),
  level: oneOf(['A', 'B', 'C', 'D']).optional(),
  officer: identifier().optional(),
});

const gateway = z.strictObject({
  id: identifier(),
  name: text().optional(),
  site: siteIdentity.optional(),
  grid: z.array(text()).min(1).max(8).optional(),
  timezone: text(),
  language: oneOf(LANGUAGES).optional(),
});

const keep = z.strictObject({
  commit: duration('100ms', '10min').prefault('2s'),
  seal: duration('500ms', '1h').prefault('60s'),
  readings: duration('1d', '100y').prefault('2y'),
  bytes: byteSize('16MB').prefault('4GB'),
});

const serialPort = {
  baud: oneOfNumbers(BAUD_RATES).optional(),
  parity: oneOf(PARITIES).optional(),
  stopBits: oneOfNumbers([1, 2]).optional(),
};

/** The keys of a line that say where it is: exactly one of them. */
export const LINE_LINKS = ['serial', 'tcp', 'rtu-over-tcp'] as const;

const line = z.strictObject({
  id: identifier(),
  serial: path().optional(),
  tcp: netAddress().optional(),
  'rtu-over-tcp': netAddress().optional(),
  ...serialPort,
  slowest: duration('10ms', '1min').prefault('1s'),
  rs485: oneOf(['auto', 'on', 'off']).prefault('auto'),
});

/** `device/register`. */
const CHANNEL = /^[a-z0-9-]{1,64}\/[A-Za-z0-9_.-]{1,100}$/;

const channel = z.strictObject({
  rule: shaped(/^[a-z0-9]+(\.[a-z0-9_]+)+$/, 'config.form.rule').optional(),
  cabinet: text().optional(),
  probe: text().optional(),
  offset: decimal(-1_000, 1_000).optional(),
  certificate: text().optional(),
  door: shaped(CHANNEL, 'config.form.channel').optional(),
  defrost: shaped(CHANNEL, 'config.form.channel').optional(),
  pair: shaped(CHANNEL, 'config.form.channel').optional(),
  camera: text().optional(),
});

/** No device has more registers than this that anybody would read. */
const MOST_CHANNELS = 256;

const channels = z
  .record(z.string(), channel.nullable())
  .refine((named) => Object.keys(named).length <= MOST_CHANNELS, { abort: true });

const device = z.strictObject({
  id: identifier(),
  name: text().optional(),
  line: identifier(),
  unit: whole(0, 255),
  profile: identifier(),
  every: duration('1ms', '1d').prefault('10s'),
  channels: channels.optional(),
});

/** The keys of an analyzer that say how its results arrive: exactly one of them. */
export const ANALYZER_LINKS = ['serial', 'tcp', 'listen', 'http', 'folder'] as const;

const analyzer = z.strictObject({
  id: identifier(),
  name: text().optional(),
  serial: path().optional(),
  tcp: netAddress().optional(),
  listen: netAddress().optional(),
  http: netAddress().optional(),
  folder: path().optional(),
  ...serialPort,
  token: secretive(/^[\s\S]+$/, 'config.form.password').optional(),
  profile: identifier(),
});

const person = z.strictObject({
  id: identifier(),
  name: secretive(PRINTABLE, 'config.form.text').optional(),
  role: identifier().optional(),
  phone: secretive(PRINTABLE, 'config.form.phone').optional(),
  mail: secretive(/^[^\s@]+@[^\s@]+$/, 'config.form.mail').optional(),
});

/** The keys of an uplink that say where the platform is, and how it is spoken to: exactly one of them. */
export const UPLINK_LINKS = ['mqtt', 'http'] as const;

/** Names that an interface's data file gives, and what stands behind them: not more than anybody writes by hand. */
const MOST_NAMES = 2_000;
const named = <Value extends z.ZodType>(value: Value) =>
  z.record(z.string().min(1).max(200), value).refine((entries) => Object.keys(entries).length <= MOST_NAMES, { abort: true });

const uplink = z.strictObject({
  id: identifier(),
  mqtt: secretive(/^mqtts?:\/\/\S+$/, 'config.form.mqtt').optional(),
  http: secretive(/^https?:\/\/\S+$/, 'config.form.http').optional(),
  platform: identifier().optional(),
  settings: named(text()).optional(),
  codes: named(named(text())).optional(),
  username: secretive(PRINTABLE, 'config.form.text').optional(),
  password: secretive(/^[\s\S]+$/, 'config.form.password').optional(),
  // Whoever pastes a key in place of its path must not find it in a log.
  ca: secretive(PRINTABLE, 'config.form.path').optional(),
  cert: secretive(PRINTABLE, 'config.form.path').optional(),
  key: secretive(PRINTABLE, 'config.form.path').optional(),
  acknowledge: oneOf(['stored', 'broker']).prefault('stored'),
});

/** The whole configuration of one box. Each key is explained by the message `config.about.<its place>`. */
export const siteSchema = z.strictObject({
  gateway,
  data: path(),
  keep: keep.prefault({}),
  lines: z.array(line).max(64).prefault([]),
  devices: z.array(device).max(1_000).prefault([]),
  analyzers: z.array(analyzer).max(64).prefault([]),
  profiles: path().optional(),
  rules: path().optional(),
  limits: path().optional(),
  platforms: path().optional(),
  actions: path().optional(),
  checklist: path().optional(),
  calendar: calendar.optional(),
  button: shaped(CHANNEL, 'config.form.channel').optional(),
  retention: retention.optional(),
  people: z.array(person).max(200).prefault([]),
  notify: notify.optional(),
  uplinks: z.array(uplink).max(16).prefault([]),
  console: z.strictObject({ listen: netAddress() }).optional(),
});
export type SiteFile = z.output<typeof siteSchema>;

/** What can be read of a configuration with faults: the faulty places are missing, everything else stands in its place. */
export const draftSchema = z.object({
  gateway: gateway.partial().optional(),
  data: path().optional(),
  keep: keep.partial().optional(),
  lines: z.array(line.partial().optional()).optional(),
  devices: z.array(device.partial().optional()).optional(),
  analyzers: z.array(analyzer.partial().optional()).optional(),
  profiles: path().optional(),
  rules: path().optional(),
  limits: path().optional(),
  platforms: path().optional(),
  actions: path().optional(),
  checklist: path().optional(),
  calendar: draftCalendar.optional(),
  button: shaped(CHANNEL, 'config.form.channel').optional(),
  retention: draftRetention.optional(),
  people: z.array(person.partial().optional()).optional(),
  notify: draftNotify.optional(),
  uplinks: z.array(uplink.partial().optional()).optional(),
  console: z.object({ listen: netAddress().optional() }).optional(),
});
export type Draft = z.output<typeof draftSchema>;
