import type { UtcMillis } from '../domain/clock.ts';
import type { TableInForce } from './fact-notes.ts';

/** The cabinet that a channel watched at a moment, by the name that it had then: plans of that time name it so. */
export const cabinetAt = (tables: readonly TableInForce[], channel: string, at: UtcMillis): string => {
  const named = tables.flatMap((table) => {
    const cabinet = table.channels.find(({ id }) => id === channel)?.cabinet;
    return cabinet === undefined ? [] : [{ at: table.at, cabinet }];
  });
  return (named.findLast((each) => each.at <= at) ?? named[0])?.cabinet ?? channel;
};

/** The cabinets that bore their names over a whole span: of one that was named anew within it, no two plans speak alike. */
export const cabinetsThroughout = (tables: readonly TableInForce[], from: UtcMillis, to: UtcMillis): readonly string[] => {
  const inForce = tables.filter(({ at }, place) => at < to && (tables[place + 1]?.at ?? Number.POSITIVE_INFINITY) > from);
  const [first, ...others] = inForce.map(({ channels }) => new Set(channels.map(({ cabinet }) => cabinet)));
  return [...(first ?? [])].filter((cabinet) => others.every((names) => names.has(cabinet)));
};
