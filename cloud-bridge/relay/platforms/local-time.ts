import type { UtcMillis } from '../../../gateway/domain/clock.ts';
import type { TimeFormat } from './body-template.ts';

/** The distance of `+08:00` from UTC, in ms. */
const offsetOf = (zone: string): number => {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
};

/** A moment as a platform reads it. A zone is a fixed distance: China has no summer time. Undefined for what is no moment of years 0 to 9999. */
export const localTime = (at: UtcMillis, format: TimeFormat, zone: string): string | undefined => {
  const shifted = new Date(at + offsetOf(zone));
  if (Number.isNaN(shifted.getTime()) || shifted.getUTCFullYear() < 0 || shifted.getUTCFullYear() > 9999) return undefined;
  const [date = '', time = ''] = shifted.toISOString().slice(0, 19).split('T');
  switch (format) {
    case 'YYYY-MM-DD hh:mm:ss':
      return `${date} ${time}`;
    case 'YYYY-MM-DDThh:mm:ss':
      return `${date}T${time}`;
    case 'YYYY/MM/DD hh:mm:ss':
      return `${date.replaceAll('-', '/')} ${time}`;
    case 'YYYYMMDDhhmmss':
      return `${date}${time}`.replace(/[-:]/g, '');
    case 'YYYY-MM-DD':
      return date;
    case 'unix-ms':
      return String(Math.trunc(at));
    case 'unix-s':
      return String(Math.trunc(at / 1000));
  }
};
