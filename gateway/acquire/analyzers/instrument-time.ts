/** Parts of a date and time as an instrument sends them; years are full. */
export interface InstrumentTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** True for a day that the calendar has. */
export const isDay = (year: number, month: number, day: number): boolean => {
  if (month < 1 || month > 12 || day < 1) return false;
  // Day 0 of the next month is the last of this one.
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
};

/** `YYYY-MM-DDThh:mm:ss` of the instrument's clock; undefined for a moment that no clock shows. */
export const instrumentTimeText = ({ year, month, day, hour, minute, second }: InstrumentTime): string | undefined =>
  isDay(year, month, day) && hour < 24 && minute < 60 && second < 60
    ? `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`
    : undefined;
