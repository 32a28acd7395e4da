import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startBroker } from '../../simulators/stage/broker.ts';
import { blockOf, bothSaySo, type ClonedBox, connectionsWhile, openClones, outcomeIn, recordOf, WHOLE } from './cloned-boxes.ts';
import { larder } from './larder-process.ts';
import { openPlatform } from './platform.ts';
import { openSilentPlatform } from './silent-platform.ts';
import { until } from './until.ts';

/** What a box hands out of its record, as a file. */
const exported = async ({ trial }: ClonedBox): Promise<string> => {
  const file = join(trial.folder, 'record.blocks');
  const { code, out } = await trial.command('export', '--format', 'blocks');
  expect(code).toBe(0);
  writeFileSync(file, out);
  return file;
};

describe.concurrent('two boxes on copies of one card', () => {
  test('where no receiver answers: take turns, and each keeps a whole record of its own, which is found to be a fork', async ({
    onTestFinished,
  }) => {
    const broker = await startBroker();
    onTestFinished(() => broker.close());
    const platform = await openSilentPlatform(onTestFinished, broker.url);
    const { boxes } = await openClones(onTestFinished, broker.url, (first) =>
      until('readings are sealed', async () => (await first.status()).journal.readings > 30),
    );
    await bothSaySo(boxes);
    for (const count of await connectionsWhile(boxes, 150)) expect(count).toBeLessThan(8);
    const arrived = platform.lines.length;
    for (const { bus } of boxes) await bus.close();
    const lost = await until(
      'both tell of their wire',
      () => {
        const told = platform.lines.slice(arrived).filter((line) => line.includes('"on":"line:bus"'));
        return new Set(told).size >= boxes.length && told;
      },
      60_000,
    );
    for (const { gateway } of boxes) expect(await gateway.stop()).toMatchObject({ with: 0 });

    const records = boxes.map(recordOf);
    for (const [place, box] of boxes.entries()) {
      const { lines = [], blocks = [] } = records[place] ?? {};
      expect(outcomeIn(box, blocks)).toMatchObject(WHOLE);
      expect(lost.some((line) => lines.includes(line))).toBe(true);
    }
    const written = new Set(records.flatMap(({ lines }) => lines));
    expect(platform.lines.filter((line) => !written.has(line))).toEqual([]);

    const files = await Promise.all(boxes.map(exported));
    for (const file of files) expect(await larder(['verify', file])).toMatchObject({ code: 0 });
    const { code, out } = await larder(['verify', ...files]);
    expect(code).toBe(1);
    expect(out).toContain('there are two different blocks of this number');
  });

  test('where one answers: one goes on in a new journal, and the platform gets all that both read, each under its own', async ({
    onTestFinished,
  }) => {
    const broker = await startBroker();
    onTestFinished(() => broker.close());
    const platform = await openPlatform(onTestFinished, { url: broker.url });
    const { boxes, journal } = await openClones(onTestFinished, broker.url, () =>
      until('readings arrive', () => platform.receiver.upTo('readings') > 30),
    );
    await bothSaySo(boxes);
    const journals = () => Promise.all(boxes.map(async ({ gateway }) => (await gateway.status()).journal.id));
    await until('they write two journals', async () => new Set(await journals()).size === 2, 60_000);
    for (const count of await connectionsWhile(boxes, 50)) expect(count).toBeLessThan(8);
    const own = await journals();
    for (const { gateway } of boxes) expect(await gateway.stop()).toMatchObject({ with: 0 });

    // Each alone gets its turn at once, and hands over the rest.
    for (const { trial, bus } of boxes) {
      await bus.close();
      const gateway = await trial.begin();
      await until('all is delivered', async () => (await gateway.status()).uplinks[0]?.backlog === 0);
      expect(await gateway.stop()).toMatchObject({ with: 0 });
    }
    expect(platform.receiver.counts()).toMatchObject({ brokenChains: 0, unreadable: 0 });
    for (const [place, box] of boxes.entries()) {
      const { lines, blocks } = recordOf(box);
      expect(outcomeIn(box, blocks)).toMatchObject(WHOLE);
      expect(await box.trial.command('verify')).toMatchObject({ code: 0 });
      const last = lines.flatMap(blockOf).filter((block) => block.journal === own[place]);
      const there = new Set(
        platform.blocks.filter((block) => block.journal === own[place]).map(({ lane, first }) => `${lane} ${first}`),
      );
      expect(last.filter(({ lane, first }) => !there.has(`${lane} ${first}`))).toEqual([]);
    }
    expect(platform.facts()).toContainEqual(expect.objectContaining({ kind: 'journal', reason: 'restored', succeeds: journal }));
  });
});
