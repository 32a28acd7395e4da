import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chosenSheet, type PlacedResult, type SheetState, withResult } from '../../../gateway/cases/run-sheet.ts';

const MINUTE = 60_000;

/** A sheet made at minute `at`; its samples are named by run and channel. */
const sheet = (run: string, at: number, channels: number, more: Partial<SheetState['fact']> = {}): SheetState => ({
  fact: {
    kind: 'act', at: at * MINUTE, by: 'p', does: 'run-sheet', on: 'meter', run,
    wells: Array.from({ length: channels }, (_, place) => ({ channel: place + 1, role: 'sample', sample: `${run}/${place + 1}` })),
    ...more,
  },
  filled: [],
}); // biome-ignore format: a sheet

const result = (channel: number, at: number, more: Partial<PlacedResult> = {}): PlacedResult => ({
  channel,
  code: '11',
  at: at * MINUTE,
  ...more,
});

const runOf = (chosen: ReturnType<typeof chosenSheet>): string => (typeof chosen === 'string' ? chosen : chosen.fact.run);

/** Places results in turn, as the desk does, and says where each went. */
const placedIn = (sheets: readonly SheetState[], results: readonly PlacedResult[]): readonly string[] => {
  let now = sheets;
  return results.map((placed) => {
    const chosen = chosenSheet(now, placed);
    if (typeof chosen !== 'string' && placed.channel !== undefined) {
      const filled = withResult(chosen, { channel: placed.channel, code: placed.code, test: 't' }, placed.at);
      now = now.map((each) => (each === chosen ? filled : each));
    }
    return runOf(chosen);
  });
};

describe('a result’s run sheet', () => {
  test.each([
    ['none, before any was made', [sheet('1', 10, 8)], result(1, 9), 'no-run-sheet'],
    ['none, half a day later', [sheet('1', 10, 8)], result(1, 10 + 12 * 60 + 1), 'no-run-sheet'],
    ['none, for a channel that no sheet names', [sheet('1', 10, 8)], result(9, 20), 'no-run-sheet'],
    ['none, at a time that nobody knows', [sheet('1', 10, 8)], result(1, 20, { at: undefined }), 'no-run-sheet'],
    ['the one that is open', [sheet('1', 10, 8)], result(8, 20), '1'],
    ['the first of two that wait', [sheet('2', 11, 8), sheet('1', 10, 8)], result(1, 20), '1'],
    ['that of its item', [sheet('1', 10, 8, { item: 'a' }), sheet('2', 11, 8, { item: 'b' })], result(1, 20, { item: 'b' }), '2'],
    ['that of the run that the instrument names', [sheet('1', 10, 8), sheet('2', 11, 8)], result(1, 20, { run: '2' }), '2'],
    ['that of its channel, of two halves of one run', [sheet('1', 10, 8), sheet('2', 11, 16)], result(9, 20), '2'],
    ['the only well, where the instrument names no channel', [sheet('1', 10, 1)], result(1, 20, { channel: undefined }), '1'],
    [
      'none, where it names no channel and there are many',
      [sheet('1', 10, 8)],
      result(1, 20, { channel: undefined }),
      'no-run-sheet',
    ],
  ] as const)('is %s', (_, sheets, placed, run) => expect(runOf(chosenSheet(sheets, placed))).toBe(run));

  test('is the running one’s for a control behind the samples, although the next sheet waits: no goods are at stake', () => {
    const wells = [
      { channel: 1, role: 'control' as const },
      { channel: 2, role: 'sample' as const, sample: 's' },
      { channel: 3, role: 'quality-control' as const },
    ];
    const [first, second] = [sheet('1', 10, 0, { wells }), sheet('2', 11, 0, { wells })];
    const results = [1, 2, 3, 1, 2, 3].map((channel, place) => result(channel, 20 + (place > 2 ? 1 : 0)));
    expect(placedIn([first, second], results)).toEqual(['1', '1', '1', '2', '2', '2']);
  });

  test('is the next one’s once the first is full', () =>
    expect(
      placedIn([sheet('1', 10, 2), sheet('2', 11, 2)], [result(1, 20), result(2, 20), result(2, 40), result(1, 40)]),
    ).toEqual(['1', '1', '2', '2']));

  test('is still the running one’s for a second item of the same run', () =>
    expect(placedIn([sheet('1', 10, 1)], [result(1, 20), result(1, 21, { code: '12' })])).toEqual(['1', '1']));

  test('is ambiguous for the same well twice within one run', () =>
    expect(placedIn([sheet('1', 10, 2), sheet('2', 11, 2)], [result(1, 20), result(1, 21)])).toEqual(['1', 'ambiguous']));

  test('is right for runs in their order, whatever the order within each run', () => {
    const shuffled = (run: number) =>
      fc
        .shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 8 })
        .map((channels) => channels.map((channel) => ({ run, channel })));
    fc.assert(
      fc.property(fc.tuple(shuffled(1), shuffled(2), shuffled(3)), (runs) => {
        const sheets = [sheet('1', 0, 8), sheet('2', 1, 8), sheet('3', 2, 8)];
        const measured = runs.flat();
        const results = measured.map(({ run, channel }) => result(channel, run * 20 + channel / 10));
        expect(placedIn(sheets, results)).toEqual(measured.map(({ run }) => String(run)));
      }),
    );
  });

  test('never takes a result of another run, whichever wells were left out', () => {
    const some = fc.subarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 1 });
    fc.assert(
      fc.property(some, some, (first, second) => {
        const results = [...first.map((channel) => result(channel, 20)), ...second.map((channel) => result(channel, 60))];
        const placed = placedIn([sheet('1', 0, 8), sheet('2', 1, 8)], results);
        expect(placed.slice(0, first.length).every((run) => run === '1')).toBe(true);
        expect(placed.slice(first.length).every((run) => run === '2' || run === 'ambiguous')).toBe(true);
      }),
    );
  });
});
