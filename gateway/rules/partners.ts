import type { Channel } from '../domain/channel.ts';
import type { Millis } from '../domain/clock.ts';
import type { Look } from './conditions/kind.ts';
import { longestStepOf } from './data-gap.ts';
import { isBeyond } from './limit-in-force.ts';

/** The last good value of a channel that others look at. Changes in place: values come by the thousand each second. */
export interface LastValue {
  readonly channel: Channel;
  value: number;
  /** On the clock that only grows; -Infinity where there was none in this run. */
  elapsed: Millis;
}

/** The last values of channels that others look at, each at its place of the channel table. */
export const lastValues = (channels: readonly Channel[]): readonly (LastValue | undefined)[] => {
  const wanted = new Set(channels.flatMap(({ door, defrost, pair }) => [door, defrost, pair]));
  return channels.map((channel) =>
    wanted.has(channel.id) ? { channel, value: Number.NaN, elapsed: Number.NEGATIVE_INFINITY } : undefined,
  );
};

/** A good value came. */
export const noteLast = (last: LastValue, value: number, elapsed: Millis): void => {
  if (elapsed < last.elapsed || !Number.isFinite(value)) return;
  last.value = value;
  last.elapsed = elapsed;
};

/** Finds out how a channel's partners stand at a moment; undefined where the channel has none. */
export type AskPartners = (elapsed: Millis) => Look['partners'];

/** A channel that has no partners: one answer for all. */
const NO_PARTNERS: Look['partners'] = { pair: undefined, defrosting: undefined, doorOpen: false };

/** How the partners of `channel` stand, from their last values: a value older than a gap says nothing. */
export const askPartners = ({ door, defrost, pair }: Channel, lasts: readonly (LastValue | undefined)[]): AskPartners => {
  if (door === undefined && defrost === undefined && pair === undefined) return () => NO_PARTNERS;
  const find = (id: string | undefined): LastValue | undefined =>
    id === undefined ? undefined : lasts.find((last) => last?.channel.id === id);
  const [doorLast, defrostLast, pairLast] = [find(door), find(defrost), find(pair)];
  return (elapsed) => {
    const open = fresh(doorLast, elapsed);
    const defrosting = fresh(defrostLast, elapsed);
    return {
      pair: fresh(pairLast, elapsed),
      defrosting: defrosting === undefined ? undefined : defrosting !== 0,
      doorOpen: open !== undefined && doorLast !== undefined && isOpen(doorLast.channel, open),
    };
  };
};

const fresh = (last: LastValue | undefined, elapsed: Millis): number | undefined =>
  last !== undefined && elapsed - last.elapsed <= longestStepOf(last.channel) ? last.value : undefined;

/** A contact's own rule says which of its states is open; without one it is 1. */
const isOpen = ({ rule }: Channel, value: number): boolean => {
  const limit = rule?.limits.find(({ cause }) => cause === 'door');
  return limit === undefined ? value !== 0 : isBeyond(limit, value);
};
