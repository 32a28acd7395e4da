import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What goes wrong with one call. */
export type StandInFault =
  | 'reset' // the connection breaks before anything is stored
  | 'silent' // stored, and never answered
  | '500'
  | 'truncated' // stored, and half of the answer comes
  | 'page' // a proxy's page, with status 200
  | 'flood' // an endless answer
  | 'redirect'
  | 'token-expired'
  | 'denied';

/** A platform's side for tests, written from the interface's description, and not by the client's code. */
export interface StandIn {
  readonly url: string;
  /** Ids in the order in which they were stored: each once. */
  readonly stored: readonly string[];
  /** What came with each, as text. */
  readonly records: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Times that an id came that was stored before. */
  readonly again: readonly string[];
  /** Bodies as they came. */
  readonly bodies: readonly string[];
  readonly log: readonly string[];
  /** The fault of the next call; shifts. */
  readonly faults: (StandInFault | undefined)[];
  /** Ids or names that it refuses, with its words. */
  refuse: (record: Readonly<Record<string, string>>) => string | undefined;
  /** True for a body at which it always fails, with status 500. */
  stumbles: (body: string) => boolean;
  close(): Promise<void>;
}

interface Kept {
  readonly stored: string[];
  readonly records: Map<string, Readonly<Record<string, string>>>;
  readonly again: string[];
  readonly bodies: string[];
  readonly log: string[];
}

type Answer = (
  body: string,
  path: string,
  kept: StandIn & Kept,
  fault: StandInFault | undefined,
) => readonly [type: string, body: string];

const listen = async (answer: Answer, tls?: { cert: string; key: string }): Promise<StandIn> => {
  const kept: Kept = { stored: [], records: new Map(), again: [], bodies: [], log: [] };
  const faults: (StandInFault | undefined)[] = [];
  const onCall = (call: IncomingMessage, response: ServerResponse): void => {
    const parts: Buffer[] = [];
    call.on('data', (part: Buffer) => parts.push(part));
    call.on('end', () => {
      const fault = faults.shift();
      const body = Buffer.concat(parts).toString('utf8');
      kept.bodies.push(body);
      if (fault === 'reset') return void call.socket.destroy();
      if (fault === '500' || standIn.stumbles(body)) return void response.writeHead(500).end('Internal Server Error');
      if (fault === 'page')
        return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html><p>Log in to the Wi-Fi</p></html>');
      if (fault === 'redirect') return void response.writeHead(302, { Location: 'http://192.0.2.1/' }).end();
      if (fault === 'flood') {
        response.writeHead(200);
        const pour = (): void => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
        };
        response.on('drain', pour);
        response.on('error', () => undefined);
        return pour();
      }
      const [type, text] = answer(body, call.url ?? '', standIn, fault);
      if (fault === 'silent') return undefined;
      response.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) });
      if (fault === 'truncated') return void response.write(text.slice(0, text.length / 2), () => call.socket.destroy());
      response.end(text);
    });
  };
  const server: Server = tls === undefined ? createServer(onCall) : createSecureServer(tls, onCall);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const standIn = {
    ...kept,
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    refuse: () => undefined,
    stumbles: () => false,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  } as StandIn & Kept;
  return standIn;
};

const store = (kept: Kept, id: string, record: Readonly<Record<string, string>>): boolean => {
  if (kept.records.has(id)) {
    kept.again.push(id);
    return false;
  }
  kept.records.set(id, record);
  kept.stored.push(id);
  return true;
};

/** The Guangxi shape: JSON, password as MD5 in capitals, results as a list that is taken whole or not at all. */
export const guangxiStandIn = (tls?: { cert: string; key: string }): Promise<StandIn> =>
  listen((body, _, kept, fault) => {
    const call = JSON.parse(body) as { userName: string; passWord: string; result: Record<string, string>[] };
    const say = (status: string, message: string): readonly [string, string] => [
      'application/json',
      JSON.stringify({ status, message }),
    ];
    const expected = createHash('md5').update('s3cret').digest('hex').toUpperCase();
    if (fault === 'denied' || call.userName !== 'station-7' || call.passWord !== expected)
      return say('error', 'errorPassWord: 密码错误');
    const wrong = call.result.map((record) => kept.refuse(record)).find((words) => words !== undefined);
    if (wrong !== undefined) return say('error', wrong);
    if (call.result.some(({ sysCode = '' }) => kept.records.has(sysCode))) {
      for (const { sysCode = '' } of call.result) if (kept.records.has(sysCode)) kept.again.push(sysCode);
      return say('error', 'errorWrongSysCode 检测编号重复');
    }
    for (const record of call.result) store(kept, record['sysCode'] ?? '', record);
    return say('success', '');
  }, tls);

const between = (text: string, name: string): string | undefined => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
const plainOf = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** The Suzhou shape: SOAP, a token by check-in, errors by row. It stores the rows that are well. */
export const suzhouStandIn = (): Promise<StandIn> => {
  let tokens = 0;
  let valid = '';
  return listen((body, _, kept, fault) => {
    const soap = (operation: string, inner: string): readonly [string, string] => [
      'text/xml; charset=utf-8',
      `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><${operation}Response xmlns="http://tempuri.org/">${inner}</${operation}Response></soap:Body></soap:Envelope>`,
    ];
    if (body.includes('<CheckIn ')) {
      kept.log.push('in');
      if (fault === 'denied' || between(body, 'userName') !== 'station-7' || between(body, 'passWord') !== 's3cret')
        return soap('CheckIn', '<result>0</result><message>用户名或密码错误</message>');
      tokens += 1;
      valid = `token-${tokens}`;
      return soap('CheckIn', `<result>1</result><token>${valid}</token>`);
    }
    const token = between(body, 'token');
    if (body.includes('<CheckOut ')) {
      kept.log.push('out');
      if (token === valid) valid = '';
      return soap('CheckOut', '<result>1</result>');
    }
    if (fault === 'token-expired') valid = '';
    if (token !== valid || valid === '')
      return soap('UploadQuickCheck', '<result>0</result><message>token失效，请重新签到</message>');
    const rows = [...body.matchAll(/<QuickCheckData>(.*?)<\/QuickCheckData>/gs)].map(([, row = '']) =>
      Object.fromEntries([...row.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, text]) => [name, plainOf(text ?? '')])),
    );
    const errors = rows.flatMap((row) => {
      const id = row['JCCode'] ?? '';
      const wrong = kept.refuse(row) ?? (row['QuickReChecker'] ? undefined : 'QuickReChecker不能为空');
      if (wrong !== undefined) return [`<error><JCCode>${id}</JCCode><message>${wrong}</message></error>`];
      return store(kept, id, row) ? [] : [`<error><JCCode>${id}</JCCode><message>记录已存在</message></error>`];
    });
    return soap('UploadQuickCheck', `<result>1</result><errorList>${errors.join('')}</errorList>`);
  });
};
