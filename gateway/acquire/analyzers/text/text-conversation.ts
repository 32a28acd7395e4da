import { EdgeError } from '../../../domain/edge-error.ts';
import { Deadline } from '../../line/deadline.ts';
import type { Conversation, ConversationNeeds } from '../conversation.ts';
import { KeepQueue } from '../keep-queue.ts';
import { RecordCutter } from './record-cutter.ts';
import { type ReadRecord, textReader } from './text-reader.ts';

/** A printer port: it speaks, and nobody answers. */
class TextConversation implements Conversation {
  readonly #needs: ConversationNeeds;
  readonly #read: ReadRecord;
  readonly #cutter: RecordCutter;
  readonly #queue: KeepQueue;
  readonly #silence: Deadline;
  readonly #idle: number | undefined;
  #unreadable = false;
  #open = true;

  constructor(needs: ConversationNeeds) {
    const { link } = needs.profile;
    if (link.protocol !== 'text') throw new EdgeError('profile-invalid', `${needs.profile.id}: its link is no text`);
    this.#needs = needs;
    this.#read = textReader(needs.profile);
    this.#queue = new KeepQueue(needs);
    this.#idle = link.recordEnd.idle;
    this.#silence = new Deadline(needs.clock, () => this.#cutter.finish());
    this.#cutter = new RecordCutter(link.recordEnd, {
      onRecord: (bytes) => this.#onRecord(bytes),
      onDropped: (bytes) => {
        needs.counters.noiseBytes += bytes;
      },
    });
  }

  onBytes(bytes: Uint8Array): void {
    if (!this.#open) return;
    this.#cutter.push(bytes);
    if (this.#idle !== undefined && this.#cutter.pending) this.#silence.set(this.#needs.clock.elapsed() + this.#idle);
    else this.#silence.clear();
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#silence.stop();
    // What has come is kept as it is: nobody prints it again.
    if (this.#cutter.pending) this.#needs.counters.incomplete += 1;
    this.#cutter.finish();
    this.#queue.close();
  }

  #onRecord(raw: Uint8Array): void {
    const understood = this.#read(raw);
    const noText = understood.troubles.includes('not-text');
    const first = noText !== this.#unreadable;
    if (first) this.#needs.onUnreadable(noText, 'not-text');
    this.#unreadable = noText;
    if (noText) this.#needs.counters.noiseBytes += raw.length;
    // Of noise the first piece is kept, so that somebody can look at it; the rest would fill the record.
    if (noText && !first) return;
    const { analyzer, clock } = this.#needs;
    this.#queue.offer({ analyzer, origin: 'instrument', raw, understood, receivedAt: clock.now() });
  }
}

/** Listens to a text line or a printer port. Throws profile-invalid where the profile is none of text. */
export const createTextConversation = (needs: ConversationNeeds): Conversation => new TextConversation(needs);
