import { expect, test } from 'vitest';
import { quarantineTable } from '../../../gateway/cli/station-words.ts';

const row = (why: string, more: Readonly<Record<string, unknown>> = {}) => ({
  test: { id: 't1', analyzer: 'meter', sampleId: '', channel: 3, code: '1', value: '3.0', unit: '%', verdict: 'not-judged', receivedAt: 0 },
  why,
  transfers: 1,
  ...more,
}); // biome-ignore format: a row

test('a result in doubt says what to type: end the run that stops it, or say whose it is', () => {
  const reader = { timezone: 'Asia/Shanghai', language: 'en' } as const;
  const [, stopped, twice, unknown, again] = quarantineTable(
    [
      row('ambiguous', { stoppedBy: '261121-1' }),
      row('ambiguous'),
      row('unknown-id'),
      { ...row('no-id'), test: { ...row('no-id').test, possibleRepeat: true } },
    ],
    reader,
  );
  expect(stopped).toMatch(/: end the run that is over: larder sample end --analyzer meter --run 261121-1 --by WHO$/);
  expect(twice).toMatch(/: say whose it is: larder sample assign t1 SAMPLE --by WHO$/);
  expect(unknown).toMatch(/no sample of that id is registered$/);
  expect(again).toMatch(/no channel, may be the same result sent again$/);
});
