/** A line of a modem longer than this is noise: the longest that means anything is a PDU of some 400 digits. */
const LONGEST = 2_048;

/** What a modem says, piece by piece: a line without its ends, or that it waits for text. */
export type AtPiece = { readonly is: 'line'; readonly text: string } | { readonly is: 'prompt' };

/** Cuts a modem's bytes into lines. What is too long to be one is dropped, and counted. */
export interface AtLines {
  feed(bytes: Uint8Array): readonly AtPiece[];
  /** Bytes that belonged to no line. */
  dropped(): number;
}

const PROMPT: AtPiece = { is: 'prompt' };

/** 3GPP TS 27.005, 3.5.1: the prompt is “>” and a blank, and no line end follows it. Some modems go on in the same breath. */
const isPrompt = (text: string): boolean => text === '> ' || text === '>';

/** Lines end with CR or LF or both; empty ones mean nothing. Source: 3GPP TS 27.007, 4.1; ITU-T V.250, 5.7.1. */
export const createAtLines = (): AtLines => {
  let text = '';
  let dropped = 0;
  // The rest of a line that was too long is no line of its own: its end could read “OK”.
  let isNoise = false;

  const ended = (line: string): readonly AtPiece[] => {
    const wasNoise = isNoise;
    isNoise = false;
    if (wasNoise || line.length > LONGEST) {
      dropped += line.length;
      return [];
    }
    if (line.trim() === '') return [];
    return [isPrompt(line) ? PROMPT : { is: 'line', text: line }];
  };

  return {
    feed: (bytes) => {
      const [first = '', ...others] = Buffer.from(bytes)
        .toString('latin1')
        .split(/[\r\n]/);
      const lines = [text + first, ...others];
      text = lines.pop() ?? '';
      const pieces = lines.flatMap(ended);
      if (text.length > LONGEST || (isNoise && text !== '')) {
        dropped += text.length;
        text = '';
        isNoise = true;
      }
      if (!isPrompt(text)) return pieces;
      text = '';
      return [...pieces, PROMPT];
    },
    dropped: () => dropped,
  };
};
