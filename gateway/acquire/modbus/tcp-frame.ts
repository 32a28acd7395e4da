import type { Question } from './question.ts';

/** Transaction id, protocol id, length: what stands before the unit id. Modbus Messaging on TCP/IP V1.0b, 3.1.3. */
export const TCP_HEADER = 6;

/** Unit id, function code and data together have 2 to 254 bytes. */
const SHORTEST_BODY = 2;
const LONGEST_BODY = 254;

/** The longest frame there is. */
export const LONGEST_TCP_FRAME = TCP_HEADER + LONGEST_BODY;

/** A request framed for TCP, with its transaction id. A new one each time: the socket may hold it for a while. */
export const tcpFrame = ({ body }: Question, id: number): Uint8Array => {
  const frame = new Uint8Array(TCP_HEADER + body.length);
  frame[0] = id >> 8;
  frame[1] = id & 0xff;
  frame[5] = body.length;
  frame.set(body, TCP_HEADER);
  return frame;
};

/** The transaction id of the frame that begins at `from`. */
export const transactionId = (bytes: DataView, from: number): number => bytes.getUint16(from);

/**
 * The length of the frame that begins at `from` when the bytes up to `to` hold it whole. Never throws. `broken` where
 * no frame can begin so: the stream has lost its step, and only a new connection finds it again.
 */
export const takeTcpFrame = (bytes: DataView, from: number, to: number): number | 'incomplete' | 'broken' => {
  if (to - from < TCP_HEADER) return 'incomplete';
  const length = bytes.getUint16(from + 4);
  if (bytes.getUint16(from + 2) !== 0 || length < SHORTEST_BODY || length > LONGEST_BODY) return 'broken';
  return to - from < TCP_HEADER + length ? 'incomplete' : TCP_HEADER + length;
};
