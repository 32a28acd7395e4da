import { ACK, ENQ, EOT, frame, NAK } from '../lis-wire.ts';

/** The other end of a line, as a sender sees it. */
export interface ReceiverEnd {
  send(bytes: Uint8Array): void;
  /** Lets time pass, and whatever was sent have its effect. */
  pass(ms: number): Promise<void>;
  /** What came back since the last call. */
  takeReply(): string;
}

/** What the line does to bytes on their way. `reply`: to what comes back. */
export interface Damage {
  sent(bytes: Uint8Array): Uint8Array;
  reply(text: string): string;
}

const REPLY_WITHIN = 15_000;
const MOST_SENDS = 6;

/** Waits for a reply as the standard has it: what comes at once, or within 15 s. Source: LIS01-A2, 6.5.2. */
const replyTo = async (line: ReceiverEnd, damage: Damage, bytes: Uint8Array): Promise<string> => {
  line.takeReply();
  line.send(damage.sent(bytes));
  await line.pass(0);
  const soon = damage.reply(line.takeReply());
  if (soon !== '') return soon;
  await line.pass(REPLY_WITHIN);
  return damage.reply(line.takeReply());
};

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Sends one frame until it is acknowledged; false where the sender gave up. */
const frameTaken = async (line: ReceiverEnd, damage: Damage, bytes: Uint8Array): Promise<boolean> => {
  for (let sends = 0; sends < MOST_SENDS; sends += 1) {
    const reply = await replyTo(line, damage, bytes);
    if (reply === '') return false;
    if (reply.startsWith(ACK)) return true;
    if (!reply.startsWith(NAK) && reply.startsWith(EOT)) return true;
  }
  return false;
};

/** Sends texts, each in a frame of its own, as a right instrument does; true where all were acknowledged. */
export const sendStopAndWait = async (line: ReceiverEnd, texts: readonly string[], damage: Damage): Promise<boolean> => {
  const begun = (await replyTo(line, damage, bytesOf(ENQ))).startsWith(ACK);
  let taken = begun;
  for (let at = 0; taken && at < texts.length; at += 1) {
    taken = await frameTaken(line, damage, bytesOf(frame(at + 1, texts[at] ?? '')));
  }
  line.send(damage.sent(bytesOf(EOT)));
  await line.pass(0);
  return taken;
};
