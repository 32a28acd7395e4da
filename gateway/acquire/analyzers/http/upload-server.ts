import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { Clock } from '../../../domain/clock.ts';
import { EdgeError, wordsOf } from '../../../domain/edge-error.ts';
import type { Kept, Transfer } from '../../../domain/sent-result.ts';
import type { LentThing } from '../../line/line-connection.ts';
import { openingFault } from '../../line/port-fault.ts';
import type { ConversationCounters } from '../conversation.ts';
import { endServing, serve } from '../serving.ts';
import { type Answer, answerOf, outcomeOf } from './answer.ts';
import { valueAt } from './body-fields.ts';
import { type ReadUpload, uploadReader } from './upload-reader.ts';

/** An upload is never larger. */
const LARGEST_BODY = 1_000_000;

/** So many meters at once; whoever is slower than these times is let go, in ms. */
const LIMITS = { connections: 16, headers: 10_000, request: 30_000, idle: 5_000 };

type HttpLink = AnalyzerProfile['link'] & { protocol: 'http' };

/** Which interface, and its secret. */
interface UploadSettings {
  readonly id: string;
  readonly profile: AnalyzerProfile;
  readonly token?: string;
}

/** What a server needs. */
interface UploadNeeds {
  readonly clock: Clock;
  readonly counters: ConversationCounters;
  keep(transfer: Transfer): Promise<Kept>;
  warn(details: Readonly<Record<string, unknown>>, words: string): void;
}

const plain = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body: `${body}\n` });

/** Answers as a municipal interface does, so that meters that upload by themselves upload to the box. */
class UploadServer implements LentThing {
  readonly #settings: UploadSettings;
  readonly #link: HttpLink;
  readonly #needs: UploadNeeds;
  readonly #server: Server;
  readonly #read: (raw: Uint8Array) => ReadUpload;
  #onLost: ((reason: string) => void) | undefined;

  constructor(settings: UploadSettings, link: HttpLink, needs: UploadNeeds) {
    this.#settings = settings;
    this.#link = link;
    this.#needs = needs;
    this.#read = uploadReader(settings.profile);
    const { headers: headersTimeout, request: requestTimeout, idle: keepAliveTimeout } = LIMITS;
    this.#server = createServer({ headersTimeout, requestTimeout, keepAliveTimeout, connectionsCheckingInterval: 2_000 });
    this.#server.maxConnections = LIMITS.connections;
    this.#server.on('request', (request, response) => void this.#meet(request, response));
  }

  listen(host: string, port: number): Promise<void> {
    return serve(this.#server, host, port, (reason) => this.#onLost?.(reason));
  }

  onLost(listener: (reason: string) => void): void {
    this.#onLost = listener;
  }

  close(): Promise<void> {
    const closed = endServing(this.#server);
    this.#server.closeAllConnections();
    return closed;
  }

  async #meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Whatever a caller breaks off, it breaks off for itself.
    response.on('error', () => response.destroy());
    const answer = await this.#answer(request).catch((error: unknown) => {
      this.#needs.warn({ reason: wordsOf(error) }, 'an upload broke off');
      return plain(400, 'broken off');
    });
    const closing = answer.status >= 400 && !request.complete ? { connection: 'close' } : {};
    response.writeHead(answer.status, {
      'content-type': answer.type,
      'content-length': Buffer.byteLength(answer.body),
      ...closing,
    });
    response.end(answer.body);
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', 'http://box');
    if (url.pathname !== this.#link.path) return plain(404, 'not found');
    if (request.method !== 'POST') return plain(405, 'POST only');
    const { token } = this.#link;
    const shown = token?.in === 'header' ? request.headers[token.name.toLowerCase()] : url.searchParams.get(token?.name ?? '');
    if (token !== undefined && token.in !== 'field' && !this.#isToken(shown)) return this.#stranger();
    const raw = await bodyOf(request);
    if (raw === undefined) {
      this.#needs.counters.refused += 1;
      return plain(413, 'too large');
    }
    const upload = this.#read(raw);
    if (token?.in === 'field' && !this.#isToken(valueAt(upload.body, token.name))) return this.#stranger();
    return await this.#keep(raw, upload);
  }

  #stranger(): Answer {
    this.#needs.counters.refused += 1;
    return plain(401, 'who are you?');
  }

  #isToken(shown: unknown): boolean {
    const { token } = this.#settings;
    if (token === undefined || typeof shown !== 'string') return false;
    return timingSafeEqual(createHash('sha256').update(shown).digest(), createHash('sha256').update(token).digest());
  }

  /** Keeps first, then answers: also what can't be understood is kept before it is refused. */
  async #keep(raw: Uint8Array, { understood, records }: ReadUpload): Promise<Answer> {
    const { clock, counters, keep, warn } = this.#needs;
    const { answers } = this.#link;
    try {
      const transfer: Transfer = { analyzer: this.#settings.id, origin: 'instrument', raw, understood, receivedAt: clock.now() };
      const kept = await keep(transfer);
      counters.transfers += 1;
      return answerOf(answers, outcomeOf(records, kept), records);
    } catch (error) {
      counters.unkept += 1;
      warn({ reason: wordsOf(error) }, 'an upload can’t be kept, and is answered so');
      return answerOf(answers, 'failed', records);
    }
  }
}

/** A request's body; undefined where it is too large. Throws what the connection says where it breaks off. */
const bodyOf = async (request: IncomingMessage): Promise<Uint8Array | undefined> => {
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) return undefined;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request) {
    const bytes: Uint8Array = piece;
    size += bytes.length;
    if (size > LARGEST_BODY) return undefined;
    pieces.push(bytes);
  }
  return new Uint8Array(Buffer.concat(pieces));
};

/** Listens for uploads. Throws profile-invalid, line-busy where the port is taken, line-forbidden, or line-lost for whatever else. */
export const openUploadServer = async (
  settings: UploadSettings,
  { host, port }: { readonly host: string; readonly port: number },
  needs: UploadNeeds,
): Promise<LentThing> => {
  const { link, id } = settings.profile;
  if (link.protocol !== 'http') throw new EdgeError('profile-invalid', `${id}: its link is no HTTP`);
  const server = new UploadServer(settings, link, needs);
  try {
    await server.listen(host, port);
    return server;
  } catch (error) {
    throw openingFault(`${host}:${port}`, error);
  }
};
