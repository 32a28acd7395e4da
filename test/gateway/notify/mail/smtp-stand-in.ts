import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** A mail server that takes what it is given, and remembers it. */
export interface SmtpStandIn {
  readonly port: number;
  /** Each message as it came, with sender and recipient before it. */
  readonly mails: readonly string[];
  close(): void;
}

/** Answers as RFC 5321 has it; `refuses` answers each recipient so instead. */
export const startSmtp = async (refuses?: string): Promise<SmtpStandIn> => {
  const mails: string[] = [];
  const server = createServer((socket) => serve(socket, mails, refuses));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, mails, close: () => void server.close() };
};

const serve = (socket: Socket, mails: string[], refuses: string | undefined): void => {
  let text = '';
  let envelope = '';
  let isData = false;
  socket.on('error', () => socket.destroy());
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  say('220 stand-in');
  socket.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    for (let end = text.indexOf(isData ? '\r\n.\r\n' : '\r\n'); end >= 0; end = text.indexOf(isData ? '\r\n.\r\n' : '\r\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + (isData ? 5 : 2));
      if (isData) {
        mails.push(`${envelope}\n${line}`);
        isData = false;
        say('250 kept');
      } else if (line === 'DATA') {
        isData = true;
        say('354 go on');
      } else if (line === 'QUIT') socket.end('221 bye\r\n');
      else if (line.startsWith('RCPT') && refuses !== undefined) say(refuses);
      else {
        if (/^(MAIL|RCPT)/.test(line)) envelope += `${line}\n`;
        say('250 ok');
      }
    }
  });
};
