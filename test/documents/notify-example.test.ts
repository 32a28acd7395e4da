import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RETRY_PAUSES } from '../../gateway/notify/notice.ts';
import { webhookRequest } from '../../gateway/notify/webhook/webhook-request.ts';
import { loadWebhookTemplate } from '../../gateway/notify/webhook/webhook-template.ts';

/** The worked example of a document, `name  value`, one a line. */
const exampleIn = (document: string): Readonly<Record<string, string>> => {
  const [, block = ''] = /```text\n(secret [\s\S]*?)```/.exec(document) ?? [];
  return Object.fromEntries(
    block
      .trim()
      .split('\n')
      .map((line) => [line.split(/ +/)[0] ?? '', line.replace(/^\S+ +/, '')]),
  );
};

describe.each(['notify.md', 'notify.zh-CN.md'])('docs/%s', (name) => {
  const document = readFileSync(`docs/${name}`, 'utf8');
  const { secret = '', timestamp = '', body = '', signature = '' } = exampleIn(document);

  test('shows a signature that its recipe gives', () =>
    expect(signature).toBe(`sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`, 'utf8').digest('hex')}`));

  test('shows the body and the headers that Larder sends', async () => {
    const { id, about, title, text } = JSON.parse(body);
    const notice = { id, about, title, text, way: 'webhook' as const, causes: [], alarms: [] };
    const sent = webhookRequest(
      { id: 'own', url: 'https://h', secret },
      await loadWebhookTemplate('json'),
      notice,
      Number(timestamp),
    );
    expect(sent.body).toBe(body);
    expect(sent.headers).toMatchObject({ 'Larder-Timestamp': timestamp, 'Larder-Signature': signature });
  });

  test('says how often a call is tried again', () =>
    expect(document).toMatch(
      new RegExp(`10 ?(s|秒)[^.。]*30 ?(s|秒)[^.。]*2[^.。]*5[^.。]*10[^.。]*${(RETRY_PAUSES.at(-1) ?? 0) / 60_000}`),
    ));
});
