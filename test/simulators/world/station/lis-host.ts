import type { Host, OpenHost } from './meter-line.ts';

/** What a little LIS host saw. */
export interface LisSeen {
  /** `sample=value` of every R record in messages that were whole. */
  readonly rows: string[];
  /** Every frame as it came. */
  readonly frames: string[];
  /** H-3 of every whole message. */
  readonly messages: string[];
}

const checksum = (text: string): string =>
  [...text]
    .reduce((sum, character) => (sum + character.charCodeAt(0)) & 0xff, 0)
    .toString(16)
    .toUpperCase()
    .padStart(2, '0');

// biome-ignore lint/suspicious/noControlCharactersInRegex: the link has nothing else
const FRAME = /^\x02([0-7])([^\x02\x03\x17]*)([\x03\x17])([0-9A-F]{2})\r\n/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the link has nothing else
const BREAK = /[\x04\x05\n]/;

/** A host by LIS01-A2, 6.5.1, just as long as the tests need it. */
export const lisHost = (seen: LisSeen, answer: (frame: string) => string | undefined = () => undefined): OpenHost => {
  return (write): Host => {
    let heard = '';
    let expected = 1;
    let last = -1;
    let message = '';
    const reply = (text: string): void => write(Buffer.from(text, 'latin1'));
    const messageEnded = (): void => {
      const records = message.split('\r');
      if (records.some((each) => each.startsWith('L|'))) {
        let sample = '';
        for (const record of records) {
          const fields = record.split('|');
          if (fields[0] === 'H') seen.messages.push(fields[2] ?? '');
          if (fields[0] === 'O') sample = fields[2] ?? '';
          if (fields[0] === 'R') seen.rows.push(`${sample}=${fields[3]}`);
        }
        message = '';
      }
    };
    const frame = (number: number, text: string, end: string): void => {
      seen.frames.push(`${number}${text}`);
      const wish = answer(text);
      if (wish !== undefined) reply(wish);
      else if (number === last) reply('\x06');
      else if (number !== expected) reply('\x15');
      else append(number, text, end);
    };
    const append = (number: number, text: string, end: string): void => {
      message += text;
      last = number;
      expected = (number + 1) % 8;
      if (end === '\x03') messageEnded();
      reply('\x06');
    };
    const take = (): boolean => {
      const first = heard[0];
      if (first === undefined) return false;
      if (first !== '\x02') {
        heard = heard.slice(1);
        if (first === '\x05') {
          [expected, last, message] = [1, -1, ''];
          reply('\x06');
        }
        return true;
      }
      const match = FRAME.exec(heard);
      if (match?.[4] === checksum(`${match?.[1]}${match?.[2]}${match?.[3]}`)) {
        heard = heard.slice(match?.[0].length);
        frame(Number(match?.[1]), match?.[2] ?? '', match?.[3] ?? '');
        return true;
      }
      const end = heard.search(BREAK);
      if (end === -1) return false;
      const wasLine = heard[end] === '\n';
      heard = heard.slice(wasLine ? end + 1 : end);
      if (wasLine) reply('\x15');
      return true;
    };
    return {
      onBytes: (bytes) => {
        heard += Buffer.from(bytes).toString('latin1');
        while (take());
      },
      close: () => undefined,
    };
  };
};

export const nothingSeen = (): LisSeen => ({ rows: [], frames: [], messages: [] });
