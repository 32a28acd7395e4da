import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadLimits, Table } from '../../../../device-profiles/profile.ts';
import { halvedRead, planReads, type Span } from '../../../../gateway/acquire/modbus/read-plan.ts';

const span = (address: number, count = 1, table: Table = 'holding', alone = false): Span => ({ table, address, count, alone });
const limits = (parts: Partial<ReadLimits> = {}): ReadLimits => ({
  mostRegisters: 125,
  mostBits: 2000,
  bridge: 0,
  forbidden: [],
  ...parts,
});
const ranges = (
  reads: readonly { readonly table: Table; readonly address: number; readonly count: number }[],
): readonly string[] => reads.map(({ table, address, count }) => `${table} ${address}-${address + count - 1}`);

const WANTED = [span(40), span(4, 2), span(0), span(1)];

describe('the plan of a poll', () => {
  test.each<[string, Partial<ReadLimits>, readonly string[]]>([
    ['joins neighbours only', {}, ['holding 0-1', 'holding 4-5', 'holding 40-40']],
    ['bridges what may be bridged', { bridge: 8 }, ['holding 0-5', 'holding 40-40']],
    [
      'keeps to the most in a read, and cuts no value',
      { bridge: 8, mostRegisters: 4 },
      ['holding 0-1', 'holding 4-5', 'holding 40-40'],
    ],
    [
      'crosses nothing forbidden',
      { bridge: 8, forbidden: [{ table: 'holding', from: 3, to: 3 }] },
      ['holding 0-1', 'holding 4-5', 'holding 40-40'],
    ],
    [
      'isn’t stopped by what is forbidden in another table',
      { bridge: 8, forbidden: [{ table: 'input', from: 3, to: 3 }] },
      ['holding 0-5', 'holding 40-40'],
    ],
    [
      'reads whole what is only given whole',
      { together: [{ table: 'holding', from: 0, to: 9 }] },
      ['holding 0-9', 'holding 40-40'],
    ],
  ])('%s', (_, parts, reads) => {
    expect(ranges(planReads(WANTED, limits(parts)))).toEqual(reads);
  });

  test('keeps tables apart', () => {
    const wanted = [span(0, 1, 'input'), span(1, 1, 'holding'), span(2, 1, 'coil'), span(3, 1, 'coil')];
    expect(ranges(planReads(wanted, limits()))).toEqual(['coil 2-3', 'input 0-0', 'holding 1-1']);
  });

  test('asks alone what is to be asked alone', () => {
    expect(ranges(planReads([span(0), span(1, 1, 'holding', true), span(2)], limits({ bridge: 8 })))).toEqual([
      'holding 0-0',
      'holding 1-1',
      'holding 2-2',
    ]);
  });

  test('reads one register once, however many bits of it are wanted', () => {
    const bits = [span(7, 1, 'holding', true), span(7, 1, 'holding', true)];
    const [read, ...others] = planReads(bits, limits());
    expect([read?.count, read?.spans.length, others]).toEqual([1, 2, []]);
  });

  test('brings every wanted value whole, once, in as few reads as its limits allow, whatever they are', () => {
    const spans = fc.uniqueArray(
      fc.record({
        address: fc.nat(300).map((n) => n * 4),
        count: fc.constantFrom(1, 2, 4),
        alone: fc.boolean(),
        table: fc.constantFrom('holding', 'input'),
      }),
      { maxLength: 40, selector: ({ table, address }) => `${table}${address}` },
    );
    const rules = fc.record({
      mostRegisters: fc.integer({ min: 4, max: 125 }),
      bridge: fc.integer({ min: 0, max: 20 }),
      forbidden: fc.array(
        fc.nat(300).map((n) => ({ table: 'holding' as const, from: 4 * n + 3, to: 4 * n + 3 })),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(spans, rules, (wanted, parts) => {
        const clear = wanted.filter(
          ({ address, count }) => !parts.forbidden.some(({ from }) => from < address + count && from >= address),
        );
        const reads = planReads(clear as readonly Span[], limits(parts));
        expect(reads.flatMap((read) => read.spans)).toHaveLength(clear.length);
        for (const read of reads) {
          expect(read.count).toBeLessThanOrEqual(Math.max(parts.mostRegisters, ...read.spans.map(({ count }) => count)));
          expect(read.spans.length === 1 || !read.spans.some(({ alone }) => alone)).toBe(true);
          for (const each of read.spans) {
            expect(each.table).toBe(read.table);
            expect(each.address >= read.address && each.address + each.count <= read.address + read.count).toBe(true);
          }
          for (const { from } of read.table === 'holding' ? parts.forbidden : []) {
            expect(from < read.address || from >= read.address + read.count).toBe(true);
          }
        }
      }),
    );
  });
});

describe('a read that the device refuses', () => {
  const halves = (...wanted: readonly Span[]): readonly (readonly string[])[] => {
    const [read] = planReads(wanted, limits({ bridge: 20 }));
    const both = read === undefined ? undefined : halvedRead(read);
    return both === undefined ? [] : both.map((half) => ranges([half]));
  };

  test('is halved at the edge of a value', () => {
    expect(halves(span(0), span(1), span(4, 2), span(8))).toEqual([['holding 0-1'], ['holding 4-8']]);
    expect(halves(span(0), span(9, 2))).toEqual([['holding 0-0'], ['holding 9-10']]);
    expect(halves(span(0), span(1), span(2))).toEqual([['holding 0-1'], ['holding 2-2']]);
  });

  test('can’t be halved when it holds one value, or several of one register', () => {
    expect(halves(span(3, 2))).toEqual([]);
    expect(halves(span(3), span(3))).toEqual([]);
  });
});
