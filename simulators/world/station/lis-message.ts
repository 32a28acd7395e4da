import type { UtcMillis } from '../../../gateway/domain/clock.ts';
import type { MeasuredResult } from './measured-result.ts';
import { compactText } from './meter-clock.ts';

/** Fields by number, the record's type letter being field 1; gaps are empty. */
const recordOf = (type: string, fields: Readonly<Record<number, string>>): string => {
  const last = Math.max(...Object.keys(fields).map(Number));
  return [type, ...Array.from({ length: last - 1 }, (_, place) => fields[place + 2] ?? '')].join('|');
};

// LIS02-A2, 5.4.5.1: what would end a field, a component or a repeat is written between escape characters.
const ESCAPES: Readonly<Record<string, string>> = { '|': '&F&', '^': '&S&', '\\': '&R&', '&': '&E&' };
const escaped = (text: string): string => text.replaceAll(/[|^\\&]/g, (character) => ESCAPES[character] ?? character);

const recordsOf = ({ sampleId, code, value, unit, measuredAt, channel }: MeasuredResult, place: number): readonly string[] => [
  recordOf('O', { 2: String(place + 1), 3: escaped(sampleId), 5: `^^^${code}`, 6: 'R', 12: 'N' }),
  recordOf('R', {
    2: '1',
    3: `^^^${code}`,
    4: escaped(value),
    5: escaped(unit),
    9: 'F',
    13: compactText(measuredAt),
    14: `CH${channel}`,
  }),
];

/**
 * A message of LIS02-A2 (ASTM E1394): H, one P, an O and an R for each result, L. The control id in H-3 is the meter's, and the
 * same whenever the message is sent again.
 */
export const lisMessage = (meter: string, results: readonly MeasuredResult[], hands: UtcMillis): readonly string[] => [
  recordOf('H', {
    2: '\\^&',
    3: `${meter}-${results[0]?.record ?? 0}-${results.at(-1)?.record ?? 0}`,
    5: `${meter}^simulated^1`,
    12: 'P',
    13: 'LIS2-A2',
    14: compactText(hands),
  }),
  recordOf('P', { 2: '1' }),
  ...results.flatMap(recordsOf),
  recordOf('L', { 2: '1', 3: 'N' }),
];
