import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { z } from 'zod';
import { type Clock, type Millis, sleep } from '../../domain/clock.ts';
import { connectionReason } from '../connection-reason.ts';
import type { Notice, Outcome, Way } from '../notice.ts';
import { type Webhook, type WebhookRequest, webhookRequest } from './webhook-request.ts';
import type { WebhookTemplate } from './webhook-template.ts';

/** A call that takes longer is given up. */
const LONGEST_CALL: Millis = 20_000;

/** No robot says more; what does is cut off. */
const LONGEST_ANSWER = 65_536;

/** What a server answered. */
export interface WebhookAnswer {
  readonly status: number;
  readonly body: string;
}

/** Brings one call, its certificate judged by `ca` where that is given. Rejects with words where there is no answer; ends soon after `signal` is aborted. */
export type WebhookCall = (request: WebhookRequest, ca: Buffer | undefined, signal: AbortSignal) => Promise<WebhookAnswer>;

/** Tells webhooks by HTTPS POST, the certificate verified. Follows no redirect; what was refused for its content is not tried again. */
export const createWebhookWay = (
  webhooks: readonly { readonly webhook: Webhook; readonly template: WebhookTemplate }[],
  clock: Clock,
  call: WebhookCall = callByHttps,
): Way => ({
  send: async (notice, signal) => {
    const found = webhooks.find(({ webhook }) => webhook.id === notice.through);
    if (found === undefined) return { is: 'failed', reason: 'there is no such webhook any more', again: false };
    return await told(found.webhook, found.template, notice, { clock, call, signal });
  },
});

const told = async (
  webhook: Webhook,
  template: WebhookTemplate,
  notice: Notice,
  { clock, call, signal }: { readonly clock: Clock; readonly call: WebhookCall; readonly signal: AbortSignal },
): Promise<Outcome> => {
  const over = new AbortController();
  const limit = new AbortController();
  void sleep(clock, LONGEST_CALL, over.signal).then(() => limit.abort());
  try {
    const request = webhookRequest(webhook, template, notice, clock.now());
    const ca = webhook.ca === undefined ? undefined : await readFile(webhook.ca);
    return judged(await call(request, ca, AbortSignal.any([signal, limit.signal])), template);
  } catch (error) {
    // Words of sockets and TLS name hosts, never a token: it stands in the path and the query.
    return {
      is: 'failed',
      reason: limit.signal.aborted && !signal.aborted ? 'no answer in time' : connectionReason(error),
      again: true,
    };
  } finally {
    over.abort();
  }
};

const callByHttps: WebhookCall = ({ url, headers, body }, ca, signal) =>
  new Promise((resolve, reject) => {
    const ask = url.protocol === 'https:' ? requestHttps : requestHttp;
    const length = Buffer.byteLength(body);
    // A connection of its own each time: one that was closed meanwhile would fail a call that is well.
    const options = {
      method: 'POST',
      agent: false as const,
      signal,
      headers: { ...headers, 'Content-Length': length },
      ...(ca === undefined ? {} : { ca }),
    };
    const sent = ask(url, options, (answer) => {
      collected(answer).then(resolve, (error: unknown) => {
        sent.destroy();
        reject(error);
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });

const collected = async (answer: IncomingMessage): Promise<WebhookAnswer> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer) {
    bytes += part.length;
    if (bytes > LONGEST_ANSWER) throw new Error('the answer is too long');
    parts.push(part);
  }
  return { status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') };
};

/** Statuses by which a server says that it is not the message's fault. Source: RFC 9110, 15.5.9 and 15.6; RFC 6585, 4. */
const mayPass = (status: number): boolean => status >= 500 || status === 408 || status === 429;

const judged = ({ status, body }: WebhookAnswer, { success }: WebhookTemplate): Outcome => {
  if (status < 200 || status > 299) return { is: 'failed', reason: `status ${status}`, again: mayPass(status) };
  if (success === 'status') return { is: 'delivered' };
  const said = fieldOf(body, success.path);
  if (said === success.equals) return { is: 'delivered' };
  // A robot that has heard too much in a minute says so in a field, too: nobody knows all its codes.
  return { is: 'failed', reason: `${success.path} ${String(said).slice(0, 40)}`, again: true };
};

const fieldOf = (body: string, path: string): unknown => {
  try {
    return z.looseObject({}).parse(JSON.parse(body))[path];
  } catch {
    return 'is missing'; // the answer is no JSON: its field is missing, and that is told
  }
};
