import type { Channel, ChannelId } from '../domain/channel.ts';
import { channelsOfTable } from '../reports/channel-table.ts';
import type { TableInForce } from '../reports/fact-notes.ts';
import type { ReportedBlocks } from '../reports/report-sources.ts';

/** The channel tables that a record names, by their ids: what decided its values and their pace. */
export type RecordedTables = ReadonlyMap<string, ReadonlyMap<ChannelId, { readonly offset: number; readonly every: number }>>;

/** Every channel that any table of a journal names. */
export const recordedChannels = (journal: Pick<ReportedBlocks, 'urgent'>): ReadonlySet<ChannelId> => {
  const channels = new Set<ChannelId>();
  for (const { facts } of journal.urgent()) {
    for (const fact of facts)
      if (fact.kind === 'config') for (const { id } of channelsOfTable(fact.table) ?? []) channels.add(id);
  }
  return channels;
};

/** The tables that were ever in force, by their ids. */
export const recordedTables = (tables: readonly TableInForce[]): RecordedTables =>
  new Map(
    tables.map(({ config, channels }) => [config, new Map(channels.map(({ id, offset = 0, every }) => [id, { offset, every }]))]),
  );

/** Channels at the slowest pace that the record or the file knows of each: a slower past is no row of gaps. */
export const pacedAsRecorded = (channels: readonly Channel[], tables: RecordedTables): readonly Channel[] =>
  channels.map((channel) => ({
    ...channel,
    every: Math.max(channel.every, ...[...tables.values()].map((table) => table.get(channel.id)?.every ?? 0)),
  }));
