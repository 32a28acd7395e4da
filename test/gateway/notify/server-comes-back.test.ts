import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createMailWay } from '../../../gateway/notify/mail/mail-way.ts';
import type { Notice, Outcome, Way } from '../../../gateway/notify/notice.ts';
import { loadWebhookTemplate } from '../../../gateway/notify/webhook/webhook-template.ts';
import { createWebhookWay } from '../../../gateway/notify/webhook/webhook-way.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { startSmtp } from './mail/smtp-stand-in.ts';
import { alarm, type TellingBench, tellingBench } from './telling-bench.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A port of this machine on which nobody listens any more. */
const freePort = async (): Promise<number> => {
  const { port, close } = await startSmtp();
  close();
  return port;
};

/** A robot's server; what it was told. */
const startRobot = async (port: number): Promise<readonly string[]> => {
  const told: string[] = [];
  const server: Server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    told.push(Buffer.concat(parts).toString('utf8'));
    response.end('{}');
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  return told;
};

const startMail = async (port: number): Promise<readonly string[]> => {
  const server = await startSmtp({ port });
  closing.push(server.close);
  return server.mails;
};

const mailTo = async (port: number): Promise<Way> =>
  createMailWay({ server: `smtp://127.0.0.1:${port}`, from: 'box@example.org' }, () => 'boss@example.org');

const robotAt = async (port: number): Promise<Way> => {
  const webhook = { id: 'group', url: `http://127.0.0.1:${port}/send` };
  return createWebhookWay([{ webhook, template: await loadWebhookTemplate('json') }], createManualClock());
};

/** A site that tells by one way alone, with a clock that stands while sockets are at work. */
const siteWith = async (way: Way, by: 'mail' | 'webhook') => {
  let working: Promise<Outcome> | undefined;
  const answer = (notice: Notice): Promise<Outcome> => {
    working = way.send(notice, new AbortController().signal);
    return working;
  };
  const bench: TellingBench = await tellingBench({ routes: { steps: [{ after: 0, tell: ['manager'], by: [by] }] }, answer });
  const minutes = async (count: number): Promise<void> => {
    for (let step = 0; step < count * 6; step += 1) {
      await bench.minutes(1 / 6);
      await working;
      await bench.minutes(0);
    }
  };
  return { bench, minutes };
};

describe.each([
  ['mail server', 'mail', mailTo, startMail],
  ['robot', 'webhook', robotAt, startRobot],
] as const)('a %s that is away for an hour', (_name, by, way, start) => {
  test('is told of the alarm within ten minutes of its return, and nothing is undelivered any more', async () => {
    const port = await freePort();
    const { bench, minutes } = await siteWith(await way(port), by);
    await bench.raise(alarm('a', { value: 9.1 }));
    await minutes(60);
    const [waits] = bench.teller.undelivered();
    expect(waits).toMatchObject({ isTried: true, notice: { way: by } });
    expect(waits?.reason).toContain('ECONNREFUSED');
    const told = await start(port);
    await minutes(10);
    expect(told.length).toBeGreaterThan(0);
    expect(bench.facts.at(-1)).toMatchObject({ way: by, fate: by === 'mail' ? 'sent' : 'delivered', alarms: ['a'] });
    expect(bench.teller.undelivered()).toEqual([]);
    expect(bench.teller.waiting()).toBe(0);
  });

  test('is told at once when the network is known to be back', async () => {
    const port = await freePort();
    const { bench, minutes } = await siteWith(await way(port), by);
    await bench.raise(alarm('a'));
    await minutes(49);
    const told = await start(port);
    bench.teller.isBack(by);
    await minutes(1 / 6);
    expect(told.length).toBeGreaterThan(0);
  });

  test('is told nothing of what somebody has acknowledged meanwhile', async () => {
    const port = await freePort();
    const { bench, minutes } = await siteWith(await way(port), by);
    await bench.raise(alarm('a'));
    await minutes(40);
    await bench.raise(alarm('a', { acknowledged: true }));
    const told = await start(port);
    await minutes(20);
    expect(told).toEqual([]);
    expect(bench.facts.at(-1)).toMatchObject({ fate: 'withdrawn' });
  });
});
