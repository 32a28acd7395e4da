import { createHmac } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../../gateway/app/system-clock.ts';
import type { Notice, Outcome } from '../../../../gateway/notify/notice.ts';
import { webhookRequest } from '../../../../gateway/notify/webhook/webhook-request.ts';
import { loadWebhookTemplate, shortened } from '../../../../gateway/notify/webhook/webhook-template.ts';
import { createWebhookWay } from '../../../../gateway/notify/webhook/webhook-way.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';

const notice: Notice = {
  id: 'n1', about: 'alarm', way: 'webhook', through: 'group', causes: [], alarms: [], title: '报警', text: '1号冷藏柜："9.1 °C"',
}; // biome-ignore format: a list to read

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Heard {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const robot = async (answer: (response: ServerResponse) => void): Promise<{ readonly url: string; readonly heard: Heard[] }> => {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    heard.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/send`, heard };
};

const send = async (url: string, template: string, more: object = {}): Promise<Outcome> => {
  const way = createWebhookWay(
    [{ webhook: { id: 'group', url, ...more }, template: await loadWebhookTemplate(template) }],
    systemClock,
  );
  return await way.send(notice, new AbortController().signal);
};

describe('the templates', () => {
  test.each(readdirSync('gateway/notify/webhook/templates'))('%s is whole, and named as its file', async (file) => {
    const template = await loadWebhookTemplate(file.replace('.yaml', ''));
    expect(`${template.id}.yaml`).toBe(file);
  });

  test('for one’s own server signs time and body', async () => {
    const { body, headers } = webhookRequest(
      { id: 'g', url: 'https://h/x', secret: 's' },
      await loadWebhookTemplate('json'),
      notice,
      1_000,
    );
    expect(JSON.parse(body)).toEqual({ id: 'n1', about: 'alarm', title: '报警', text: '1号冷藏柜："9.1 °C"' });
    expect(headers['Larder-Signature']).toBe(`sha256=${createHmac('sha256', 's').update(`1000.${body}`).digest('hex')}`);
  });

  test('for DingTalk signs as DingTalk asks', async () => {
    const { url, body } = webhookRequest(
      { id: 'g', url: 'https://h/send', token: 'T', secret: 'this is secret' },
      await loadWebhookTemplate('dingtalk'),
      notice,
      1_000,
    );
    expect(url.searchParams.get('access_token')).toBe('T');
    expect(url.searchParams.get('sign')).toBe(
      createHmac('sha256', 'this is secret').update('1000\nthis is secret').digest('base64'),
    );
    expect(JSON.parse(body)).toEqual({ msgtype: 'text', text: { content: notice.text } });
  });

  test('cut what a robot would refuse, between characters', () => {
    expect(shortened('冷'.repeat(1000), 2048)).toHaveLength(682);
    expect(Buffer.byteLength(shortened('冷😀'.repeat(1000), 2048))).toBeLessThanOrEqual(2048);
    expect(shortened('ok', 2048)).toBe('ok');
  });
});

describe('a webhook', () => {
  test('is told, and says that it has taken it', async () => {
    const { url, heard } = await robot((response) => response.end('{"errcode":0}'));
    expect(await send(url, 'wecom', { token: 'K' })).toEqual({ is: 'delivered' });
    expect(heard).toMatchObject([{ url: '/send?key=K' }]);
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({ msgtype: 'text', text: { content: notice.text } });
  });

  test.each([
    ['refuses by a field', 'wecom', 200, '{"errcode":93000}', { is: 'failed', reason: 'errcode 93000', again: true }],
    ['answers no JSON', 'wecom', 200, '<html>', { is: 'failed', reason: 'errcode is missing', again: true }],
    ['is broken for now', 'json', 503, '', { is: 'failed', reason: 'status 503', again: true }],
    ['knows no such address', 'json', 404, '', { is: 'failed', reason: 'status 404', again: false }],
    ['points elsewhere', 'json', 302, '', { is: 'failed', reason: 'status 302', again: false }],
  ] as const)('that %s', async (_name, template, status, body, outcome) => {
    const { url, heard } = await robot((response) => response.writeHead(status, { Location: '/elsewhere' }).end(body));
    expect(await send(url, template)).toEqual(outcome);
    expect(heard).toHaveLength(1);
  });

  test('that isn’t there is tried again', async () =>
    expect(await send('http://127.0.0.1:1/send', 'json')).toMatchObject({ is: 'failed', again: true }));

  test('that says too much is cut off', async () => {
    const { url } = await robot((response) => response.end('x'.repeat(100_000)));
    expect(await send(url, 'json')).toMatchObject({ is: 'failed', reason: 'the answer is too long' });
  });

  test('that never answers is given up', async () => {
    const clock = createManualClock();
    const { url, heard } = await robot(() => undefined);
    const way = createWebhookWay([{ webhook: { id: 'group', url }, template: await loadWebhookTemplate('json') }], clock);
    const outcome = way.send(notice, new AbortController().signal);
    while (heard.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await clock.advanceUntil(outcome)).toEqual({ is: 'failed', reason: 'no answer in time', again: true });
  });
});
