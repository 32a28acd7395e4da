import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { type RequestOptions, request as requestHttps } from 'node:https';
import { EdgeError, wordsOf } from '../../../gateway/domain/edge-error.ts';
import type { FetchOnce, PlatformReply, PlatformRequest } from './platform-request.ts';

/** How a platform is reached. Paths are absolute; their files are read at each call, so that a renewed certificate is used. */
export interface HttpAccess {
  /** `https://host[:port][/path]` or `http://…`; calls' paths are added to it. */
  readonly url: string;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** OpenSSL's and Node's codes for a certificate that can't be trusted. */
const UNTRUSTED = /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_(GET|VERIFY)/;
const MOST_COOKIES = 20;

/** Makes calls over HTTP or HTTPS, the certificate verified against `ca` or the authorities that Node ships. Follows no redirect. */
export const httpFetch =
  (access: HttpAccess): FetchOnce =>
  async (request, signal) => {
    try {
      return await call(new URL(access.url), await certificates(access), request, signal);
    } catch (error) {
      if (error instanceof EdgeError) throw error;
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      throw new EdgeError(UNTRUSTED.test(code) ? 'platform-untrusted' : 'platform-unreachable', wordsOf(error), { cause: error });
    }
  };

const certificates = async ({ ca, cert, key }: HttpAccess): Promise<RequestOptions> => ({
  ...(ca === undefined ? {} : { ca: await readFile(ca) }),
  ...(cert === undefined ? {} : { cert: await readFile(cert) }),
  ...(key === undefined ? {} : { key: await readFile(key) }),
});

const call = (base: URL, tls: RequestOptions, request: PlatformRequest, signal: AbortSignal): Promise<PlatformReply> =>
  new Promise((resolve, reject) => {
    const { method, path, headers, body } = request;
    const options: RequestOptions = {
      ...tls,
      method,
      path: `${base.pathname.replace(/\/$/, '')}${path}`,
      host: base.hostname.replace(/^\[|\]$/g, ''),
      port: base.port === '' ? undefined : base.port,
      // A connection of its own each time: one that the platform has closed meanwhile would fail a call that is well.
      agent: false,
      signal,
      headers: { ...headers, ...(method === 'GET' ? {} : { 'Content-Length': body.length }), Host: base.host },
    };
    const ask = base.protocol === 'https:' ? requestHttps : requestHttp;
    const sent = ask(options, (answer) => {
      collected(answer, request.longestAnswer).then(resolve, (error: unknown) => {
        sent.destroy();
        reject(error);
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });

const collected = async (answer: IncomingMessage, most: number): Promise<PlatformReply> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer) {
    bytes += part.length;
    if (bytes > most) throw new EdgeError('platform-unreachable', `the answer is longer than ${most} bytes`);
    parts.push(part);
  }
  if (!answer.complete) throw new EdgeError('platform-unreachable', 'the answer was cut off');
  const cookies = (answer.headers['set-cookie'] ?? []).slice(0, MOST_COOKIES);
  return { status: answer.statusCode ?? 0, cookies, body: Buffer.concat(parts) };
};
