import type { UtcMillis } from '../domain/clock.ts';
import type { ReportChannel } from './channel-table.ts';
import type { Watched } from './channel-tally.ts';
import type { TableInForce } from './fact-notes.ts';

/** A channel that the record watched in a span, as the last table within it has the channel, and from when until when. */
export interface WatchedChannel {
  readonly channel: ReportChannel;
  readonly watched: Watched;
}

/**
 * The channels that were watched at any moment of a span, in the order of the tables. A channel counts from the table that
 * first names it; only where the journal goes on with another one's record does it count from the beginning of time.
 */
export const watchedChannels = (
  tables: readonly TableInForce[],
  span: { readonly from: UtcMillis; readonly to: UtcMillis },
  succeeds: boolean,
): readonly WatchedChannel[] => {
  const found = new Map<string, WatchedChannel>();
  tables.forEach(({ at, channels }, index) => {
    const from = index === 0 && succeeds ? Number.NEGATIVE_INFINITY : at;
    const to = tables[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (to <= span.from || from >= span.to) return;
    for (const channel of channels) {
      const before = found.get(channel.id)?.watched;
      const due = [...(before?.due ?? []), { from, to, every: channel.every }];
      found.set(channel.id, { channel, watched: { from: before?.from ?? from, to, due } });
    }
  });
  return [...found.values()];
};
