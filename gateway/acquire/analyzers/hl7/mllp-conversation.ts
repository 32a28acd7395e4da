import type { MllpLink } from '../../../../device-profiles/analyzer/hl7-profile.ts';
import type { Millis } from '../../../domain/clock.ts';
import type { Understood } from '../../../domain/sent-result.ts';
import { Deadline } from '../../line/deadline.ts';
import type { Conversation, ConversationNeeds } from '../conversation.ts';
import { Legibility } from '../legibility.ts';
import { TransferKeeper } from '../transfer-keeper.ts';
import { WaitingBytes } from '../waiting-bytes.ts';
import { type AcknowledgementCode, acknowledgement } from './acknowledgement.ts';
import { type MllpHeard, MllpReader } from './mllp-reader.ts';
import { segmentsOf } from './segments.ts';
import { isResultMessage } from './understand-hl7.ts';

/** A message that nothing is added to for so long will not end. */
const MESSAGE_SILENCE: Millis = 30_000;

/** The same, for instruments that never send the end. */
const UNENDED_SILENCE: Millis = 2_000;

/** What an MLLP conversation needs beside the port. */
export interface MllpNeeds extends ConversationNeeds {
  readonly link: MllpLink;
  /** What a message comes to; pure. */
  understand(raw: Uint8Array): Understood;
}

const isPrintable = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === 0x0d || byte === 0x0a;

/** What lies between two marks that noise made isn't text. Anything else is kept for people to see, whatever it says. */
const isText = (raw: Uint8Array): boolean => raw.filter(isPrintable).length * 2 > raw.length;

type Message = Extract<MllpHeard, { readonly is: 'message' }>;

/** The receiving side of HL7 in MLLP: AA once a message is kept, AE where it couldn't be, AR for what is no result message. */
export class MllpConversation implements Conversation {
  readonly #needs: MllpNeeds;
  readonly #endless: boolean;
  readonly #reader = new MllpReader();
  readonly #waiting = new WaitingBytes();
  readonly #keeper: TransferKeeper;
  readonly #legibility: Legibility;
  readonly #silence: Deadline;
  #closed = false;

  constructor(needs: MllpNeeds) {
    this.#needs = needs;
    this.#endless = needs.link.tolerates.includes('no-end-block');
    this.#keeper = new TransferKeeper(needs, () => this.#goOn());
    this.#legibility = new Legibility((active, why) => needs.onUnreadable(active, why));
    this.#silence = new Deadline(needs.clock, () => this.#silent());
  }

  onBytes(bytes: Uint8Array): void {
    if (this.#closed || bytes.length === 0) return;
    if (this.#keeper.busy) this.#noise(this.#waiting.add(bytes));
    else this.#process(bytes);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#silence.stop();
    if (!this.#keeper.busy) this.#hear(this.#reader.silence());
  }

  #process(bytes: Uint8Array): void {
    this.#legibility.add(bytes.length, 0);
    for (let from = 0; from < bytes.length; ) {
      const { heard, next } = this.#reader.read(bytes, from);
      from = next;
      this.#hear(heard);
      if (!this.#keeper.busy) continue;
      this.#noise(this.#waiting.add(bytes.subarray(from)));
      return;
    }
    this.#listen();
  }

  #listen(): void {
    if (!this.#reader.midMessage) this.#silence.clear();
    else this.#silence.set(this.#needs.clock.elapsed() + (this.#endless ? UNENDED_SILENCE : MESSAGE_SILENCE));
  }

  #silent(): void {
    if (!this.#keeper.busy) this.#hear(this.#reader.silence());
  }

  #hear(heard: MllpHeard | undefined): void {
    if (heard?.is === 'noise') this.#noise(heard.bytes);
    else if (heard !== undefined) this.#message(heard);
  }

  #message(heard: Message): void {
    if (!isText(heard.raw)) this.#noise(heard.raw.length + 1);
    else if (heard.tooLong) this.#refuse(heard, { results: [], troubles: ['too-long'] });
    else if (!heard.ended && !this.#endless) this.#keep(heard.raw, { results: [], troubles: ['incomplete'] }, () => undefined);
    else this.#take(heard);
  }

  /** The message is whole. */
  #take({ raw, ended }: Message): void {
    const understood = this.#needs.understand(raw);
    const message = segmentsOf(raw, this.#needs.profile.encoding);
    const code: AcknowledgementCode = message !== undefined && isResultMessage(message) ? 'AA' : 'AR';
    if (code === 'AR') this.#needs.counters.refused += 1;
    const tolerated = ended ? understood.tolerated : [...(understood.tolerated ?? []), 'no-end-block'];
    this.#keep(raw, tolerated === undefined ? understood : { ...understood, tolerated }, (kept) =>
      this.#reply(raw, kept ? code : 'AE'),
    );
  }

  #refuse({ raw }: Message, understood: Understood): void {
    this.#needs.counters.refused += 1;
    this.#keep(raw, understood, (kept) => this.#reply(raw, kept ? 'AR' : 'AE'));
  }

  #keep(raw: Uint8Array, understood: Understood, then: (kept: boolean) => void): void {
    this.#keeper.keep(raw, understood, (kept) => {
      if (!this.#closed) then(kept);
    });
  }

  #reply(raw: Uint8Array, code: AcknowledgementCode): void {
    const reply = acknowledgement(segmentsOf(raw, this.#needs.profile.encoding), code, this.#needs.clock.now());
    if (reply !== undefined) this.#needs.write(reply);
  }

  #goOn(): void {
    if (this.#closed) return;
    if (this.#waiting.isEmpty) this.#listen();
    else this.#process(this.#waiting.take());
  }

  #noise(bytes: number): void {
    if (bytes === 0) return;
    this.#needs.counters.noiseBytes += bytes;
    this.#legibility.add(0, bytes);
  }
}
