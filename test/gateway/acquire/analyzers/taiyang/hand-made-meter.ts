import type { TalkOnTrial } from '../talk-on-trial.ts';

/** What a hand-made Taiyang meter does otherwise than well. */
export interface MeterHabits {
  readonly records: readonly Uint8Array[];
  readonly model?: number;
  /** What ends the download; FE where nothing is said. */
  readonly finish?: number;
  /** The first record comes only after a `24`. */
  readonly waitsForNext?: boolean;
  /** What becomes of the bytes of the n-th record sent, from 0; undefined: as they are. */
  readonly spoil?: (bytes: Uint8Array, nth: number) => readonly (Uint8Array | number)[];
}

/** A meter whose operator has, or hasn't, chosen "data transfer". */
export interface HandMadeMeter {
  /** For `onWritten` of a talk on trial. */
  readonly hear: (hex: string, talk: TalkOnTrial) => void;
  /** Chooses "data transfer", or leaves it. */
  transfer(on: boolean): void;
}

/** Answers as the maker's paper says, and steps on only when it gets a `24`. It forgets its place when it is linked anew. */
export const handMadeMeter = (habits: MeterHabits): HandMadeMeter => {
  let on = true;
  let next = 0;
  let sent = 0;
  const sendRecord = (talk: TalkOnTrial): void => {
    const record = habits.records[next];
    if (record === undefined) {
      talk.send(Uint8Array.of(0x1b, habits.finish ?? 0xfe));
      return;
    }
    const parts = habits.spoil?.(record, sent) ?? [record];
    sent += 1;
    let at = 0;
    for (const part of parts) {
      if (typeof part === 'number') at += part;
      else if (at === 0) talk.send(part);
      else talk.clock.after(at, () => talk.send(part));
    }
  };
  return {
    transfer: (chosen) => {
      on = chosen;
    },
    hear: (hex, talk) => {
      if (!on) return;
      if (hex === '1B BF') talk.send(Uint8Array.of(0x1b, habits.model ?? 0x02));
      if (hex === '1B B1') {
        next = habits.waitsForNext === true ? -1 : 0;
        talk.send(Uint8Array.of(0x1b, 0xc1));
        if (next === 0) sendRecord(talk);
      }
      if (hex === '24') {
        next += 1;
        sendRecord(talk);
      }
    },
  };
};
