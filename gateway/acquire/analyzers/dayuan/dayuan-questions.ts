import type { UtcMillis } from '../../../domain/clock.ts';
import { frameBytes } from './dayuan-frame.ts';
import type { DayuanModel } from './dayuan-row.ts';

/** A day as these meters write it: years since 2000. */
export type MeterDay = readonly [year: number, month: number, day: number];

const DAY: UtcMillis = 86_400_000;

/** The day that the site's calendar shows, `days` away from this moment. */
export const meterDay = (now: UtcMillis, timezone: string, days = 0): MeterDay => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' });
  const [year = 0, month = 0, day = 0] = format.format(now).split('-').map(Number);
  const moved = new Date(Date.UTC(year, month - 1, day) + days * DAY);
  return [moved.getUTCFullYear() % 100, moved.getUTCMonth() + 1, moved.getUTCDate()];
};

/** Asks whether a meter is there; it answers with the command plus one. */
export const linkQuestion = (model: DayuanModel): Uint8Array =>
  model === 'tl310'
    ? frameBytes({ command: 0x01, data: Uint8Array.of(0xff) })
    : frameBytes({ command: 0x00, data: Uint8Array.of(0, 0) });

/** LZ-4000(T): how many rows a day has. */
export const countQuestion = (day: MeterDay): Uint8Array => frameBytes({ command: 0x12, data: Uint8Array.from(day) });

/** LZ-4000(T): the rows of a day. */
export const dayQuestion = (day: MeterDay): Uint8Array => frameBytes({ command: 0x10, data: Uint8Array.from(day) });

/** TL-310: the rows of its last run, or all that it has. */
export const runQuestion = (which: 'last' | 'all'): Uint8Array => {
  const fill = which === 'all' ? 0xff : 0;
  return frameBytes({ command: 0x15, data: Uint8Array.of(0xff, fill, fill, fill) });
};
