import { afterEach, describe, expect, test } from 'vitest';
import { createMailWay } from '../../../../gateway/notify/mail/mail-way.ts';
import type { Notice } from '../../../../gateway/notify/notice.ts';
import { type SmtpStandIn, startSmtp } from './smtp-stand-in.ts';

const notice: Notice = {
  id: 'n1',
  about: 'alarm',
  way: 'mail',
  to: 'boss',
  causes: [],
  alarms: [],
  title: '报警',
  text: '1号冷藏柜：9.1 °C',
};

const open: SmtpStandIn[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});
const started = async (refuses?: string): Promise<SmtpStandIn> => {
  const server = await startSmtp(refuses === undefined ? {} : { refuses });
  open.push(server);
  return server;
};
const send = (port: number, more: Partial<Notice> = {}, server = `smtp://127.0.0.1:${port}`) =>
  createMailWay({ server, from: 'box@example.org' }, (person) => (person === 'boss' ? 'boss@example.org' : undefined)).send(
    { ...notice, ...more },
    new AbortController().signal,
  );

describe('a mail', () => {
  test('goes out with its subject, under an id that is always the same', async () => {
    const { port, mails } = await started();
    expect(await send(port)).toEqual({ is: 'sent' });
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('RCPT TO:<boss@example.org>');
    expect(mails[0]).toContain('Message-ID: <n1@example.org>');
    expect(mails[0]).toContain('Auto-Submitted: auto-generated');
    expect(mails[0]).toContain(`=?UTF-8?B?${Buffer.from('报警').toString('base64')}?=`);
  });

  test('that the server refuses for good is not tried again; for now, it is', async () => {
    expect(await send((await started('550 nobody here')).port)).toMatchObject({ is: 'failed', again: false });
    expect(await send((await started('451 later')).port)).toMatchObject({ is: 'failed', again: true });
  });

  test('to a server that isn’t there is tried again', async () =>
    expect(await send(1)).toMatchObject({ is: 'failed', again: true }));

  test('is not sent in the open to a server that was to be reached over TLS', async () => {
    const { port, mails } = await started();
    expect(await send(port, {}, `smtps://127.0.0.1:${port}`)).toMatchObject({ is: 'failed', again: true });
    expect(mails).toEqual([]);
  });

  test('to nobody with an address fails for good', async () =>
    expect(await send(1, { to: 'nobody' })).toEqual({ is: 'failed', reason: 'no mail address', again: false }));
});
