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

/** Lines end with CR or LF or both; empty ones mean nothing. Source: 3GPP TS 27.007, 4.1; ITU-T V.250, 5.7.1. */
export const createAtLines = (): AtLines => {
  let text = '';
  let dropped = 0;
  return {
    feed: (bytes) => {
      text += Buffer.from(bytes).toString('latin1');
      const lines = text.split(/[\r\n]+/);
      text = lines.pop() ?? '';
      const pieces: AtPiece[] = lines.filter((line) => line !== '').map((line) => ({ is: 'line', text: line }));
      if (text.length > LONGEST) {
        dropped += text.length;
        text = '';
      }
      // 3GPP TS 27.005, 3.5.1: the prompt is “>” and a blank, and no line end follows it.
      if (text === '> ' || text === '>') {
        text = '';
        pieces.push({ is: 'prompt' });
      }
      return pieces;
    },
    dropped: () => dropped,
  };
};
