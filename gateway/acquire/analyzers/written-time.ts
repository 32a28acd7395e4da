type Part = 'yyyy' | 'yy' | 'MM' | 'dd' | 'HH' | 'mm' | 'ss';

const PARTS = /yyyy|yy|MM|dd|HH|mm|ss|[^A-Za-z]/g;
const DIGITS: Readonly<Record<Part, string>> = {
  yyyy: '\\d{4}',
  yy: '\\d\\d',
  MM: '\\d\\d?',
  dd: '\\d\\d?',
  HH: '\\d\\d?',
  mm: '\\d\\d',
  ss: '\\d\\d',
};

const isPart = (text: string): text is Part => Object.hasOwn(DIGITS, text);

/**
 * A date with a time of day as an instrument wrote it, as `YYYY-MM-DDThh:mm[:ss]`; `forms` as in `dd.MM.yy HH:mm`, the first that
 * fits counts. Undefined for what fits none, and for what no calendar has. Two digits of a year are of this century.
 */
export const writtenTime = (text: string, forms: readonly string[]): string | undefined => {
  for (const form of forms) {
    const found = partsOf(text.trim(), form);
    const time = found === undefined ? undefined : isoOf(found);
    if (time !== undefined) return time;
  }
  return undefined;
};

const partsOf = (text: string, form: string): ReadonlyMap<Part, number> | undefined => {
  const parts: readonly string[] = form.match(PARTS) ?? [];
  const pattern = parts.map((part) => (isPart(part) ? `(${DIGITS[part]})` : part.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&')));
  const numbers = new RegExp(`^${pattern.join('')}$`).exec(text)?.slice(1);
  if (numbers === undefined) return undefined;
  const read = new Map<Part, number>();
  for (const [place, part] of parts.filter(isPart).entries()) read.set(part, Number(numbers[place]));
  return read;
};

const isoOf = (parts: ReadonlyMap<Part, number>): string | undefined => {
  const year = parts.get('yyyy') ?? 2000 + (parts.get('yy') ?? Number.NaN);
  const [month, day] = [parts.get('MM') ?? Number.NaN, parts.get('dd') ?? Number.NaN];
  const [hour, minute, second] = [parts.get('HH') ?? Number.NaN, parts.get('mm') ?? Number.NaN, parts.get('ss')];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1970 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (!(hour < 24 && minute < 60) || (second ?? 0) >= 60) return undefined;
  const time = [hour, minute, ...(second === undefined ? [] : [second])].map(twoDigits).join(':');
  return `${year}-${twoDigits(month)}-${twoDigits(day)}T${time}`;
};

const twoDigits = (number: number): string => String(number).padStart(2, '0');
