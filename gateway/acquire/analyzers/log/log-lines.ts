const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
const COMMENT = 0x23;

/** A log's lines as bytes, however they end, without blank ones and comments. No encoding of ours has CR or LF within a character. */
export const logLines = (bytes: Uint8Array): readonly Uint8Array[] => {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    let to = from;
    while (to < bytes.length && bytes[to] !== CR && bytes[to] !== LF) to += 1;
    const line = bytes.subarray(from, to);
    if (line[0] !== COMMENT && line.some((byte) => byte > SPACE)) lines.push(line);
    from = to + 1;
  }
  return lines;
};

/** Parts lines into messages, each beginning with a line that `begins` one; lines before the first are a message, too. */
export const messagesOf = (lines: readonly Uint8Array[], begins: (line: Uint8Array) => boolean): readonly Uint8Array[] => {
  const messages: Uint8Array[][] = [];
  for (const line of lines) {
    const last = messages.at(-1);
    if (last === undefined || begins(line)) messages.push([line]);
    else last.push(line);
  }
  return messages.map((message) => Buffer.concat(message.flatMap((line) => [line, Uint8Array.of(CR)])));
};
