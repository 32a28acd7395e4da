import { type ReadLimits, type Register, registerCount, type Table } from '../../../device-profiles/profile.ts';

/** A run of registers, or of bits in the tables of bits; addresses counted from 0. */
export interface Run {
  readonly table: Table;
  readonly address: number;
  readonly count: number;
}

/** What somebody wants: the whole of one value. */
export interface Span extends Run {
  /** Asked in a request of its own. */
  readonly alone: boolean;
}

/** One request, and the wanted values that lie in it. */
export interface PlannedRead<S extends Span = Span> extends Run {
  readonly spans: readonly S[];
}

/** Where a register's value lies. */
export const spanOf = ({ table, address, type, alone }: Register): Span => ({
  table,
  address,
  count: registerCount(type),
  alone,
});

const end = ({ address, count }: Run): number => address + count;

const meet = (a: Run, b: Run): boolean => a.table === b.table && a.address < end(b) && b.address < end(a);

const joined = <S extends Span>(a: PlannedRead<S>, b: PlannedRead<S>): PlannedRead<S> => {
  const address = Math.min(a.address, b.address);
  return { table: a.table, address, count: Math.max(end(a), end(b)) - address, spans: [...a.spans, ...b.spans] };
};

const runOf = (span: { readonly table: Table; readonly from: number; readonly to: number }): Run => ({
  table: span.table,
  address: span.from,
  count: span.to - span.from + 1,
});

/** The read of one value: of itself, or of the whole block that the device gives only whole. */
const readOf = <S extends Span>(span: S, together: readonly Run[]): PlannedRead<S> => {
  const own: PlannedRead<S> = { table: span.table, address: span.address, count: span.count, spans: [span] };
  const block = together.find((run) => meet(run, span));
  return block === undefined ? own : joined(own, { ...block, spans: [] });
};

const mostIn = (table: Table, limits: ReadLimits): number =>
  table === 'coil' || table === 'discrete' ? limits.mostBits : limits.mostRegisters;

const joins = <S extends Span>(read: PlannedRead<S>, next: PlannedRead<S>, limits: ReadLimits): boolean => {
  if (read.table !== next.table || next.address - end(read) > limits.bridge) return false;
  // Two values of one register (bits, say) are one read even where the register is to be asked alone.
  const same = read.address === next.address && read.count === next.count;
  if (!same && [...read.spans, ...next.spans].some(({ alone }) => alone)) return false;
  const both = joined(read, next);
  return both.count <= mostIn(read.table, limits) && !limits.forbidden.some((span) => meet(runOf(span), both));
};

const TABLES: readonly Table[] = ['coil', 'discrete', 'input', 'holding'];

const byPlace = (a: Run, b: Run): number =>
  TABLES.indexOf(a.table) - TABLES.indexOf(b.table) || a.address - b.address || end(a) - end(b);

/**
 * The fewest reads that bring what is wanted and break no limit of the device. Registers 0, 1, 4-5 and 40 with a bridge of
 * 8 become two reads, 0-5 and 40; with a bridge of 0 three: 0-1, 4-5 and 40; with at most 4 registers in a read and a
 * bridge of 8 again three: 0-1, 4-5 and 40, for a value is never cut in two. Where registers 3 and 4 are forbidden, no
 * bridge crosses them.
 */
export const planReads = <S extends Span>(wanted: readonly S[], limits: ReadLimits): readonly PlannedRead<S>[] => {
  const together = (limits.together ?? []).map(runOf);
  const reads: PlannedRead<S>[] = [];
  for (const read of wanted.map((span) => readOf(span, together)).sort(byPlace)) {
    const last = reads.at(-1);
    if (last !== undefined && joins(last, read, limits)) reads[reads.length - 1] = joined(last, read);
    else reads.push(read);
  }
  return reads;
};

/**
 * The two reads into which a refused read is halved, at the edge of a value: 0-1, 4-5, 8 becomes 0-1 and 4-8. Nothing
 * when it holds one value only, or several of one register.
 */
export const halvedRead = <S extends Span>(read: PlannedRead<S>): readonly [PlannedRead<S>, PlannedRead<S>] | undefined => {
  const places = [...new Set(read.spans.map(({ address }) => address))];
  const middle = places[Math.ceil(places.length / 2)];
  if (middle === undefined || places.length < 2) return undefined;
  const half = (spans: readonly S[]): PlannedRead<S> =>
    spans.map((span) => readOf(span, [])).reduce((sum, next) => joined(sum, next));
  return [
    half(read.spans.filter(({ address }) => address < middle)),
    half(read.spans.filter(({ address }) => address >= middle)),
  ];
};
