import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Block } from '../../gateway/domain/block.ts';
import { parseBlockLine } from '../../gateway/domain/block-line.ts';
import { LANES } from '../../gateway/domain/lane.ts';
import { sha256 } from '../../gateway/evidence/sha256.ts';
import { RecordFile } from '../../gateway/journal/record-file.ts';
import type { AnsweredValue } from '../../simulators/world/answer-log.ts';
import type { TcpServer } from '../../simulators/world/tcp-server.ts';
import { type CountingDevices, createCountingDevices, serveCounting } from './counting-devices.ts';
import { type GatewayOnTrial, type Later, openTrial, probes, type Trial } from './gateway-on-trial.ts';
import { until } from './until.ts';
import { type Outcome, outcomeOf, together } from './what-arrived.ts';

const PROBES = 2;
/** Where the second box's devices begin to count: no value of theirs is one of the first box's. */
const SECOND_FROM = 500;

/** One of two boxes on copies of one card. */
export interface ClonedBox {
  readonly trial: Trial;
  readonly gateway: GatewayOnTrial;
  readonly devices: CountingDevices;
  readonly bus: TcpServer;
  /** What this box's own wire sent while it had this card, and before the copy what the first box's wire did. */
  sent(channel: string): readonly AnsweredValue[];
}

/** What a box holds, of the journal that it writes and of those that it set aside; it must have ended. */
export interface BoxRecord {
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
}

/** Runs a first box until `isEnough`, copies its card, and lets both boxes run: one configuration, but for where the wire leads. */
export const openClones = async (later: Later, broker: string, isEnough: (gateway: GatewayOnTrial) => Promise<unknown>) => {
  const [one, other] = [await wired(later, broker, 0), await wired(later, broker, SECOND_FROM)];
  const first = await one.trial.begin();
  await isEnough(first);
  const { journal } = await first.status();
  await first.stop();
  const before = new Map(one.devices.channels.map((channel) => [channel, [...one.devices.sent(channel)]]));
  cpSync(one.trial.dataFolder, other.trial.dataFolder, { recursive: true });
  const [gateway, clone] = await Promise.all([one.trial.begin(), other.trial.begin()]);
  const boxes: readonly ClonedBox[] = [
    { ...one, gateway, sent: (channel) => one.devices.sent(channel) },
    { ...other, gateway: clone, sent: (channel) => [...(before.get(channel) ?? []), ...other.devices.sent(channel)] },
  ];
  return { boxes, journal: journal.id };
};

const wired = async (later: Later, broker: string, from: number) => {
  const devices = await createCountingDevices(PROBES, from);
  const bus = await serveCounting(devices);
  later(() => bus.close());
  const trial = openTrial(later, {
    keep: { commit: '200ms', seal: '1s' },
    lines: [{ id: 'bus', tcp: `127.0.0.1:${bus.port}` }],
    devices: probes(PROBES, '200ms'),
    uplinks: [{ id: 'city', mqtt: broker }],
  });
  return { devices, bus, trial };
};

/** Nothing lost, and nothing under a wrong number or another's name. */
export const WHOLE = { lost: [], altered: 0, duplicated: 0, misnumbered: 0 };

const uplinkOf = async ({ gateway }: ClonedBox) => (await gateway.status()).uplinks[0];

const sealed = async ({ gateway }: ClonedBox): Promise<number> => (await gateway.status()).journal.readings;

/** Both boxes know that another uses their name, and say so to whoever asks. */
export const bothSaySo = async (boxes: readonly ClonedBox[]): Promise<void> => {
  for (const box of boxes) {
    await until('it knows of the other', async () => (await uplinkOf(box))?.states['name-taken'] !== undefined, 60_000);
    const { code, out } = await box.trial.command('status');
    expect(code).toBe(1);
    expect(out).toContain('ANOTHER BOX USES THIS NAME');
  }
};

/** Goes on until each box has read `readings` more; how many connections it made meanwhile. */
export const connectionsWhile = async (boxes: readonly ClonedBox[], readings: number): Promise<readonly number[]> => {
  const connections = () => Promise.all(boxes.map(async (box) => (await uplinkOf(box))?.counters['connections'] ?? 0));
  const [before, from] = [await connections(), await Promise.all(boxes.map(sealed))];
  for (const [place, box] of boxes.entries())
    await until('it reads on', async () => (await sealed(box)) > (from[place] ?? 0) + readings, 60_000);
  return (await connections()).map((count, place) => count - (before[place] ?? 0));
};

/** All that a box's card holds. */
export const recordOf = ({ trial: { dataFolder } }: ClonedBox): BoxRecord => {
  const files = readdirSync(dataFolder).filter((name) => /^journal.*\.db$/.test(name));
  const lines = files.flatMap((name) => linesIn(join(dataFolder, name)));
  return { lines, blocks: lines.flatMap(blockOf) };
};

const linesIn = (path: string): readonly string[] => {
  const record = new RecordFile(path);
  try {
    return LANES.flatMap((lane) => [...record.lines(lane, 1)]);
  } finally {
    record.close();
  }
};

/** The block of a line; a line that holds none is an error. */
export const blockOf = (line: string): readonly Block[] => {
  const parsed = parseBlockLine(line, sha256);
  if (parsed.is === 'broken') throw new Error(`no block: ${line.slice(0, 200)}`);
  return [parsed.block];
};

/** What became of what a box's wire sent, by the blocks that it wrote: a value of the other box's is one that nobody sent. */
export const outcomeIn = ({ devices, sent }: ClonedBox, blocks: readonly Block[]): Outcome =>
  together(
    devices.channels.map((channel) => {
      const arrived = valuesIn(blocks, channel);
      const kept = arrived.filter(({ value }) => value !== null);
      return outcomeOf(
        sent(channel),
        kept,
        arrived.filter(({ value }) => value === null).map(({ elapsed }) => elapsed),
      );
    }),
  );

/** In the order in which they were read: a box that began a new journal began its numbers anew. */
const valuesIn = (blocks: readonly Block[], channel: string) =>
  blocks
    .flatMap((block) =>
      block.lane === 'readings'
        ? block.readings.flatMap(([offset, place, value], at) =>
            block.channels[place] === channel ? [{ elapsed: block.up + offset, value, number: block.first + at }] : [],
          )
        : [],
    )
    .sort((one, other) => one.elapsed - other.elapsed);
