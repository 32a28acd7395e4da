import { bytesOf, type TalkOnTrial } from '../talk-on-trial.ts';
import { frameOf, type LzRow, lzRow, type TlRow, tlRow } from './dayuan-rows.ts';

/** What becomes of the bytes of an answer; `nth` counts answers with rows from 0. */
export type Spoil = (rows: readonly Uint8Array[], nth: number) => readonly Uint8Array[];

/** A hand-made LZ-4000T: rows by day, and a count where it knows how. */
export interface HandMadeLz {
  readonly rows: LzRow[];
  counts: boolean;
  isThere: boolean;
  spoil: Spoil;
  readonly hear: (hex: string, talk: TalkOnTrial) => void;
}

const dayOf = (time: readonly number[]): string => time.slice(0, 3).join('-');

const asSent: Spoil = (rows) => rows;

const LINK = 0x00;
const DAY = 0x10;
const COUNT = 0x12;

export const handMadeLz = (rows: LzRow[]): HandMadeLz => {
  let answers = 0;
  const meter: HandMadeLz = {
    rows,
    counts: true,
    isThere: true,
    spoil: asSent,
    hear: (hex, talk) => {
      const [, command, , , ...rest] = bytesOf(hex);
      if (!meter.isThere) return;
      if (command === LINK) talk.send(frameOf(0x01, [0, 0]));
      const day = dayOf(rest);
      const ofDay = meter.rows.filter(({ time }) => dayOf(time) === day);
      if (command === COUNT && meter.counts)
        talk.send(frameOf(0x13, [...rest.slice(0, 3), ofDay.length & 0xff, ofDay.length >> 8]));
      if (command !== DAY || ofDay.length === 0) return;
      const sent = ofDay.map((row, place) => lzRow(row, place + 1, ofDay.length));
      for (const frame of meter.spoil(sent, answers)) talk.send(frame);
      answers += 1;
    },
  };
  return meter;
};

/** A hand-made TL-310: runs of rows. */
export interface HandMadeTl {
  readonly runs: (readonly TlRow[])[];
  isThere: boolean;
  spoil: Spoil;
  readonly hear: (hex: string, talk: TalkOnTrial) => void;
}

export const handMadeTl = (runs: (readonly TlRow[])[]): HandMadeTl => {
  let answers = 0;
  const meter: HandMadeTl = {
    runs,
    isThere: true,
    spoil: asSent,
    hear: (hex, talk) => {
      if (!meter.isThere) return;
      const bytes = bytesOf(hex);
      if (bytes[1] === 0x01) talk.send('7E 02 04 00 FF 02 10 10 F8 AA');
      if (bytes[1] !== 0x15) return;
      const rows = bytes[5] === 0xff ? meter.runs.flat() : (meter.runs.at(-1) ?? []);
      for (const frame of meter.spoil(
        rows.map((row, place) => tlRow(row, place + 1, rows.length)),
        answers,
      ))
        talk.send(frame);
      answers += 1;
    },
  };
  return meter;
};
