import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';

/** A mail server that takes what it is given, and remembers it. */
export interface SmtpStandIn {
  readonly port: number;
  /** Each message as it came, with sender and recipient before it. */
  readonly mails: readonly string[];
  /** What it heard before anything was encrypted. */
  readonly inTheOpen: readonly string[];
  /** Logins as they were said, and whether over TLS: `user password encrypted`. */
  readonly logins: readonly string[];
  close(): void;
}

/** How the stand-in behaves. */
export interface SmtpManners {
  /** Where it listens; absent: anywhere. */
  readonly port?: number;
  /** Answers each recipient so. */
  readonly refuses?: string;
  /** Answers each login so. */
  readonly refusesLogin?: string;
  /** PEM files. `implicit`: encrypted from the first byte; else offered with STARTTLS. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly implicit?: true };
}

/** Answers as RFC 5321, RFC 3207 and RFC 4954 have it. */
export const startSmtp = async (manners: SmtpManners = {}): Promise<SmtpStandIn> => {
  const memory: Memory = { mails: [], inTheOpen: [], logins: [] };
  const secrets = manners.tls && { cert: readFileSync(manners.tls.cert), key: readFileSync(manners.tls.key) };
  const visit = (socket: Socket): void => new Visit(socket, memory, manners, secrets).begin();
  const server = manners.tls?.implicit === true && secrets !== undefined ? createTlsServer(secrets, visit) : createServer(visit);
  server.on('tlsClientError', () => undefined);
  server.listen(manners.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, ...memory, close: () => void server.close() };
};

interface Memory {
  readonly mails: string[];
  readonly inTheOpen: string[];
  readonly logins: string[];
}

interface Secrets {
  readonly cert: Buffer;
  readonly key: Buffer;
}

class Visit {
  #socket: Socket;
  readonly #memory: Memory;
  readonly #manners: SmtpManners;
  readonly #secrets: Secrets | undefined;
  #text = '';
  #envelope = '';
  #isData = false;

  constructor(socket: Socket, memory: Memory, manners: SmtpManners, secrets: Secrets | undefined) {
    this.#socket = socket;
    this.#memory = memory;
    this.#manners = manners;
    this.#secrets = secrets;
  }

  begin(): void {
    this.#listen();
    this.#say('220 stand-in');
  }

  get #isEncrypted(): boolean {
    return this.#socket instanceof TLSSocket;
  }

  #listen(): void {
    const socket = this.#socket;
    socket.on('error', () => socket.destroy());
    socket.on('data', (part: Buffer) => this.#hear(part.toString('utf8')));
  }

  #say(...lines: readonly string[]): void {
    this.#socket.write(lines.map((line) => `${line}\r\n`).join(''));
  }

  #hear(part: string): void {
    this.#text += part;
    for (let end = this.#end(); end >= 0; end = this.#end()) {
      const line = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + (this.#isData ? 5 : 2));
      if (!this.#isEncrypted) this.#memory.inTheOpen.push(line);
      this.#obey(line);
    }
  }

  #end(): number {
    return this.#text.indexOf(this.#isData ? '\r\n.\r\n' : '\r\n');
  }

  #obey(line: string): void {
    const { refuses } = this.#manners;
    if (this.#isData) {
      this.#memory.mails.push(`${this.#envelope}\n${line}`);
      this.#isData = false;
      this.#say('250 kept');
    } else if (line.startsWith('EHLO')) this.#greet();
    else if (line === 'STARTTLS') this.#encrypt();
    else if (line.startsWith('AUTH PLAIN')) this.#login(line.slice(11));
    else if (line === 'DATA') {
      this.#isData = true;
      this.#say('354 go on');
    } else if (line === 'QUIT') this.#socket.end('221 bye\r\n');
    else if (line.startsWith('RCPT') && refuses !== undefined) this.#say(refuses);
    else {
      if (/^(MAIL|RCPT)/.test(line)) this.#envelope += `${line}\n`;
      this.#say('250 ok');
    }
  }

  #greet(): void {
    const offers = this.#secrets === undefined || this.#isEncrypted ? [] : ['250-STARTTLS'];
    this.#say('250-stand-in', ...offers, '250 AUTH PLAIN');
  }

  #encrypt(): void {
    if (this.#secrets === undefined) this.#say('502 no');
    else this.#upgrade(this.#secrets);
  }

  #upgrade(secrets: Secrets): void {
    this.#say('220 go ahead');
    this.#socket.removeAllListeners('data');
    this.#socket = new TLSSocket(this.#socket, { isServer: true, ...secrets });
    this.#listen();
  }

  #login(said: string): void {
    const [, user, password] = Buffer.from(said, 'base64').toString('utf8').split('\0');
    this.#memory.logins.push(`${user} ${password} ${this.#isEncrypted ? 'encrypted' : 'in the open'}`);
    this.#say(this.#manners.refusesLogin ?? '235 welcome');
  }
}
