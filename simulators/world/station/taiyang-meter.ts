import type { Cancel, Millis } from '../../../gateway/domain/clock.ts';
import type { MeasuredResult } from './measured-result.ts';
import { type MeterSpeech, OPERATOR_RETURNS, type Talk, type TalkNeeds } from './meter.ts';
import type { TaiyangRecord } from './taiyang-record.ts';

export interface TaiyangHabits {
  /** What it answers to the host's first word: `1B` and its model's code, or `1B 05` for the smart models. */
  readonly greeting: number;
  /** The records of what stands in the memory. */
  recordsOf(stored: readonly MeasuredResult[]): readonly TaiyangRecord[];
  /** Smart models send their first record only when asked for it; the others send it behind the answer. */
  readonly first: 'at-once' | 'when-asked';
  /** How long it needs for a record. The smart models take about three seconds. */
  readonly pace: Millis;
}

const ESCAPE = 0x1b;
const LINK = 0xbf;
const DOWNLOAD = 0xb1;
const DOWNLOADING = 0xc1;
const ERASE = 0xb9;
const WRITE_SETTINGS = 0xb8;
const UNLINK = 0xff;
const NEXT = 0x24;
const FINISHED = 0xfe;

/** It leaves the transfer when the host says nothing for so long. */
const HOST: Millis = 10_000;

class TaiyangMeter implements Talk {
  readonly #needs: TalkNeeds;
  readonly #habits: TaiyangHabits;
  #listening = false;
  #escaped = false;
  #downloading: readonly TaiyangRecord[] | undefined;
  #place = 0;
  #timer: Cancel | undefined;
  #pace: Cancel | undefined;
  #stopped = false;

  constructor(needs: TalkNeeds, habits: TaiyangHabits) {
    this.#needs = needs;
    this.#habits = habits;
  }

  transfer(): void {
    this.#listening = true;
    this.#downloading = undefined;
    this.#await();
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.#escaped) this.#command(byte);
      else if (byte === NEXT && this.#listening) this.#next();
      this.#escaped = !this.#escaped && byte === ESCAPE;
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.();
    this.#pace?.();
  }

  // Erasing and settings are obeyed whatever the meter does: a host that ever says so has done harm.
  #command(code: number): void {
    const { memory } = this.#needs;
    if (code === ERASE) memory.erase();
    else if (code === WRITE_SETTINGS) memory.writeSettings();
    else if (this.#listening) this.#inTransfer(code);
  }

  #inTransfer(code: number): void {
    if (code === LINK) this.#answer(this.#habits.greeting);
    else if (code === DOWNLOAD) this.#download();
    else if (code === UNLINK) this.#leave();
  }

  #answer(code: number): void {
    this.#pace?.();
    this.#downloading = undefined;
    this.#await();
    this.#needs.send(Uint8Array.of(ESCAPE, code));
  }

  #download(): void {
    this.#answer(DOWNLOADING);
    this.#downloading = this.#habits.recordsOf(this.#needs.memory.stored());
    this.#place = -1;
    if (this.#habits.first === 'at-once') this.#next();
  }

  // What the host asks for after a record is also its word that it has that record.
  #next(): void {
    const records = this.#downloading;
    if (records === undefined) return;
    const had = records[this.#place];
    if (had !== undefined) this.#needs.memory.answered(had.results, 'acknowledged');
    this.#place += 1;
    const record = records[this.#place];
    this.#await();
    if (record === undefined) this.#finish();
    else this.#after(this.#habits.pace, () => this.#needs.send(record.bytes, () => this.#await()));
  }

  #after(pace: Millis, send: () => void): void {
    this.#pace?.();
    if (pace === 0) send();
    else if (!this.#stopped) this.#pace = this.#needs.clock.after(pace, send);
  }

  #finish(): void {
    this.#needs.send(Uint8Array.of(ESCAPE, FINISHED));
    this.#needs.done();
  }

  #await(): void {
    this.#timer?.();
    if (!this.#stopped) this.#timer = this.#needs.clock.after(HOST, () => this.#leave());
  }

  /** Back to the menu; an operator who still waits chooses the transfer again. */
  #leave(): void {
    this.#timer?.();
    this.#pace?.();
    this.#listening = false;
    this.#downloading = undefined;
    if (this.#needs.isWanted()) this.#timer = this.#needs.clock.after(OPERATOR_RETURNS, () => this.transfer());
  }
}

/**
 * A Taiyang meter: the operator chooses “data transfer”, the host asks, and the whole memory goes out, every time, since ever.
 * It obeys commands that erase and that write settings.
 */
export const taiyangSpeech = (habits: TaiyangHabits): MeterSpeech => ({
  habits: {
    controls: new Set([ESCAPE]),
    // Behind “downloading” the first record begins: what is put there nobody can tell from it.
    noiseBeside: ([, code]) => (code === DOWNLOADING ? 'nowhere' : 'behind'),
  },
  begin: (needs) => new TaiyangMeter(needs, habits),
});
