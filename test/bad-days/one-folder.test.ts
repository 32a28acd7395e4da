import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCountingDevices, serveCounting } from './counting-devices.ts';
import { type Later, openTrial, probes } from './gateway-on-trial.ts';
import { until } from './until.ts';

const startDevices = async (later: Later) => {
  const server = await serveCounting(await createCountingDevices(1));
  later(() => server.close());
  return { lines: [{ id: 'bus', tcp: `127.0.0.1:${server.port}` }], devices: probes(1, '100ms') };
};

describe.concurrent('a data folder', () => {
  test('is for its owner alone, and has one gateway: a second one says so and leaves the first alone', async ({
    onTestFinished,
  }) => {
    const trial = openTrial(onTestFinished, await startDevices(onTestFinished));
    const first = await trial.begin();
    expect(statSync(trial.dataFolder).mode & 0o777).toBe(0o700);
    const second = trial.start();
    expect(await second.ended).toMatchObject({ with: 1 });
    expect(second.err()).toMatch(/^gateway-running: another gateway works on .+\nA gateway already works on this data folder\./m);
    expect(await first.status()).toMatchObject({ gateway: 'bad-day' });
    expect(await first.stop()).toMatchObject({ with: 0 });
  });

  test('is taken over from a gateway that was killed, its old socket and all', async ({ onTestFinished }) => {
    const trial = openTrial(onTestFinished, await startDevices(onTestFinished));
    const first = await trial.begin();
    first.kill('SIGKILL');
    await first.ended;
    expect(statSync(join(trial.dataFolder, 'larder.sock')).isSocket()).toBe(true);
    const second = await trial.begin();
    await until('it reads', async () => (await second.status()).channels.every(({ quality }) => quality === 'good'));
    expect(await second.stop()).toMatchObject({ with: 0 });
  });

  test.for<readonly [string, (folder: string) => void, string?]>([
    ['is a file', (folder: string) => writeFileSync(join(folder, 'data'), 'no folder')],
    // The kernel's own tree takes nobody's files, root's neither: what a card that turned read-only is like.
    ['lies where nothing can be made', () => undefined, '/sys/larder'],
    ['is there, and takes no files', () => undefined, '/sys/kernel'],
  ])(
    'that %s is named, with what to do about it, and nothing starts',
    async ([, prepare, data = './data'], { onTestFinished }) => {
      const trial = openTrial(onTestFinished, { ...(await startDevices(onTestFinished)), data });
      prepare(trial.folder);
      const gateway = trial.start();
      expect(await gateway.ended).toMatchObject({ with: 1 });
      expect(gateway.err()).toMatch(/^data-folder-unwritable: /);
      expect(gateway.err()).toContain('See that the data folder exists, that this user may write to it');
    },
  );
});
