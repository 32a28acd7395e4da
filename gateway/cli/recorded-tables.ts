import { z } from 'zod';
import type { Channel, ChannelId } from '../domain/channel.ts';
import type { RecordFile } from '../journal/record-file.ts';
import { channelsOfTable } from '../reports/channel-table.ts';

// Sealed facts of the record's own: what is needed of them is looked at, all else is checked where it is verified.
const tableShape = z.looseObject({ kind: z.literal('config'), config: z.string(), table: z.string() });
const blockShape = z.looseObject({ facts: z.array(z.unknown()) });

/** The channel tables that a record names, by their ids: what decided its values and their pace. */
export type RecordedTables = ReadonlyMap<string, ReadonlyMap<ChannelId, { readonly offset: number; readonly every: number }>>;

/** Every channel table that the record ever names. */
export const recordedTables = (record: Pick<RecordFile, 'lines'>): RecordedTables => {
  const tables = new Map<string, ReadonlyMap<ChannelId, { readonly offset: number; readonly every: number }>>();
  for (const line of record.lines('urgent', 1)) {
    if (!line.includes('"kind":"config"')) continue;
    for (const fact of blockShape.parse(JSON.parse(line)).facts) {
      const { data } = tableShape.safeParse(fact);
      const channels = data === undefined ? undefined : channelsOfTable(data.table);
      if (data !== undefined && channels !== undefined)
        tables.set(data.config, new Map(channels.map(({ id, offset = 0, every }) => [id, { offset, every }])));
    }
  }
  return tables;
};

/** Channels at the slowest pace that the record or the file knows of each: a slower past is no row of gaps. */
export const pacedAsRecorded = (channels: readonly Channel[], tables: RecordedTables): readonly Channel[] =>
  channels.map((channel) => ({
    ...channel,
    every: Math.max(channel.every, ...[...tables.values()].map((table) => table.get(channel.id)?.every ?? 0)),
  }));
