import { createHmac } from 'node:crypto';
import type { UtcMillis } from '../../domain/clock.ts';
import type { Notice } from '../notice.ts';
import { filledTree, shortened, type WebhookTemplate } from './webhook-template.ts';

/** A robot or server. Token and secret are its own: never log it. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly token?: string;
  readonly secret?: string;
  /** Absolute path of a certificate authority's file. */
  readonly ca?: string;
}

/** One call, ready to go. */
export interface WebhookRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The notice as the template has it, signed as the template says, where the site gives a secret. */
export const webhookRequest = (webhook: Webhook, template: WebhookTemplate, notice: Notice, now: UtcMillis): WebhookRequest => {
  const { id, about, title } = notice;
  const text = shortened(notice.text, template.longest);
  const body = JSON.stringify(filledTree(template.body, { id, about, title, text }));
  const url = new URL(webhook.url);
  for (const [key, value] of Object.entries(template.query)) {
    url.searchParams.set(key, value.replace('{token}', webhook.token ?? ''));
  }
  const headers: Record<string, string> = { 'Content-Type': 'application/json; charset=utf-8' };
  if (webhook.secret !== undefined) sign(template.signature, webhook.secret, { url, headers, body, at: String(now) });
  return { url, headers, body };
};

interface Unsigned {
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly at: string;
}

const sign = (way: WebhookTemplate['signature'], secret: string, { url, headers, body, at }: Unsigned): void => {
  const hmac = (text: string) => createHmac('sha256', secret).update(text, 'utf8');
  if (way === 'header') {
    // The time is signed along: an old message can't be played again unnoticed.
    headers['Larder-Timestamp'] = at;
    headers['Larder-Signature'] = `sha256=${hmac(`${at}.${body}`).digest('hex')}`;
  }
  if (way === 'dingtalk') {
    url.searchParams.set('timestamp', at);
    url.searchParams.set('sign', hmac(`${at}\n${secret}`).digest('base64'));
  }
};
