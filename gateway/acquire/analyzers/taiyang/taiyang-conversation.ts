import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { Cancel, Millis } from '../../../domain/clock.ts';
import type { Transfer } from '../../../domain/sent-result.ts';
import type { Conversation, ConversationNeeds } from '../conversation.ts';
import { KeepQueue } from '../keep-queue.ts';
import { Legibility } from '../legibility.ts';
import { ComparedDownloads } from './compared-downloads.ts';
import { createPatientKeep, type PatientKeep } from './patient-keep.ts';
import { type Broken, createRecordReader, type RecordReader } from './record-reader.ts';
import { ESCAPE, type Mark, markOf, SAID } from './taiyang-bytes.ts';
import { understandTaiyang } from './understand-taiyang.ts';

/** After its answer to the link request the meter gets this long before the next command; the maker's own tool gives it as much. */
const BREATH: Millis = 200;

/** The meter answers the download command at once; one that hasn't by now was not listening. */
const DOWNLOAD_ANSWER: Millis = 3_000;

/**
 * A meter that still answers after its download is over has not left "data transfer", and so has measured nothing since. It
 * is asked for all its records again only after this time, in case it can measure in that state after all.
 */
const DOWNLOAD_AGAIN: Millis = 30_000;

/** A meter that has been silent for so long has left "data transfer": what waits for a second download won't get one. */
const GONE: Millis = 15_000;

/** At a wrong speed a meter answers two or three bytes of noise every two seconds: said within a minute. */
const STRETCH = 64;

/** What the conversation is waiting for. */
type Waiting =
  | 'pause' // for the time to ask for the link again
  | 'link' // for the model
  | 'breath' // before the download command
  | 'download' // for the answer to it
  | 'record' // for the bytes of a record
  | 'keep' // for the record to be durable
  | 'closed';

type TaiyangLink = Extract<AnalyzerProfile['link'], { readonly protocol: 'taiyang' }>;

/**
 * The talk with a Taiyang meter. The box asks for the link at a pace; once the operator has chosen "data transfer", the meter
 * answers with its model, hands over record by record, and waits up to ten seconds for each command. The next record is asked
 * for only when the one before is durable; if that takes too long, the meter is let go before it gives up by itself, and all
 * its records are asked for again.
 *
 * There is no checksum and no length on this link. A record is believed when exactly its number of bytes has come, without a
 * gap of two seconds, and nothing more follows: so a lost byte and a doubled one are found, and the records are read again. What
 * can't be told: a byte that was changed on the way, or one that was lost while another was added, wherever date and numbers
 * still make sense. A cable that flips bits must be mended; on this link nobody can see that it does, unless the profile has the
 * memory downloaded twice and compared: then the bytes of a record are kept at once, and its results when they came twice alike.
 */
class TaiyangConversation implements Conversation {
  readonly #needs: ConversationNeeds;
  readonly #link: TaiyangLink;
  readonly #legibility: Legibility;
  readonly #reader: RecordReader;
  readonly #keep: PatientKeep;
  readonly #compared: ComparedDownloads | undefined;
  /** For what nobody waits for any more. */
  readonly #late: KeepQueue;
  #waiting: Waiting = 'pause';
  #cancelTimer: Cancel = () => undefined;
  /** The first byte of what may become a pair. */
  #first: number | undefined;
  /** The model's code, of the meter that is linked. */
  #model: number | undefined;
  #heardAt: Millis = 0;
  /** When the last download ended; undefined once the meter has left a question unanswered since. */
  #downloadedAt: Millis | undefined;

  constructor(needs: ConversationNeeds, link: TaiyangLink) {
    this.#needs = needs;
    this.#link = link;
    this.#legibility = new Legibility((active, why) => needs.onUnreadable(active, why), STRETCH);
    this.#compared = link.downloads === 2 ? new ComparedDownloads() : undefined;
    this.#late = new KeepQueue(needs);
    this.#keep = createPatientKeep({ needs, onKept: () => this.#askForNext(), onTooLong: () => this.#unlink() });
    this.#reader = createRecordReader({
      clock: needs.clock,
      length: link.recordBytes,
      onRecord: (record) => this.#onRecord(record),
      onEnd: (mark) => (mark.is === 'finished' ? this.#onFinished() : this.#pause()),
      onBroken: (why, bytes) => this.#onBroken(why, bytes),
    });
    this.#askForLink();
  }

  onBytes(bytes: Uint8Array): void {
    this.#heardAt = this.#needs.clock.elapsed();
    for (const byte of bytes) {
      if (this.#waiting === 'record') this.#reader.onByte(byte);
      else this.#onPairedByte(byte);
    }
  }

  close(): void {
    this.#forgetFirst();
    if (this.#reader.held() > 0 || this.#waiting === 'keep') this.#needs.counters.incomplete += 1;
    this.#cancelTimer();
    this.#reader.stop();
    this.#keep.letGo();
    this.#waiting = 'closed';
    this.#keepRest(readOnce);
    this.#late.close();
  }

  #wait(what: Waiting, duration: Millis, then: () => void): void {
    this.#cancelTimer();
    this.#waiting = what;
    this.#cancelTimer = this.#needs.clock.after(duration, then);
  }

  #pause(): void {
    this.#reader.stop();
    this.#keep.letGo();
    this.#wait('pause', this.#link.askEvery, () => this.#askForLink());
  }

  #askForLink(): void {
    if (this.#waiting === 'link') this.#onUnanswered();
    if (this.#keep.pending() > 0) {
      this.#pause();
      return;
    }
    this.#forgetFirst();
    this.#needs.write(SAID.link);
    this.#wait('link', this.#link.askEvery, () => this.#askForLink());
  }

  #onUnanswered(): void {
    this.#downloadedAt = undefined;
    if (this.#needs.clock.elapsed() - this.#heardAt >= GONE) this.#keepRest(readOnce);
  }

  #unlink(): void {
    this.#needs.write(SAID.unlink);
    this.#pause();
  }

  #onLinked(model: number | undefined): void {
    this.#model = model;
    const since = this.#needs.clock.elapsed() - (this.#downloadedAt ?? Number.NEGATIVE_INFINITY);
    if (since < DOWNLOAD_AGAIN) this.#unlink();
    else this.#wait('breath', BREATH, () => this.#askForRecords());
  }

  #askForRecords(): void {
    this.#forgetFirst();
    this.#compared?.begin();
    this.#needs.write(SAID.download);
    this.#wait('download', DOWNLOAD_ANSWER, () => this.#askForLink());
  }

  #onRecordsFollow(): void {
    if (this.#link.firstRecord === 'by-next') this.#askForNext();
    else this.#readRecord();
  }

  #askForNext(): void {
    this.#needs.write(SAID.next);
    this.#readRecord();
  }

  #readRecord(): void {
    this.#cancelTimer();
    this.#forgetFirst();
    this.#waiting = 'record';
    this.#reader.start();
  }

  #onRecord(record: Uint8Array): void {
    this.#legibility.add(record.length, 0);
    this.#waiting = 'keep';
    // The model's code is compared, too: on it depends what the record's numbers mean.
    const raw = this.#model === undefined ? record : Uint8Array.of(ESCAPE, this.#model, ...record);
    const transfer = this.#transferOf(raw);
    const met = this.#compared?.meet(raw) ?? 'confirmed';
    // Bytes that wait to come again outlive a kill, and make no result yet.
    if (met === 'first') this.#keep.begin({ ...transfer, understood: { results: [], troubles: [] } });
    else this.#keep.begin(met === 'no-room' ? readOnce(transfer) : transfer);
  }

  /** Keeps the records that were never read twice alike, each as `marked` says. */
  #keepRest(marked: (transfer: Transfer) => Transfer): void {
    for (const raw of this.#compared?.takeRest() ?? []) this.#late.offer(marked(this.#transferOf(raw)));
  }

  #transferOf(raw: Uint8Array): Transfer {
    const { analyzer, profile, clock } = this.#needs;
    return { analyzer, origin: 'instrument', raw, understood: understandTaiyang(raw, profile), receivedAt: clock.now() };
  }

  #onFinished(): void {
    if (this.#compared?.finish() === true) {
      this.#askForLink();
      return;
    }
    this.#keepRest(neverAlike);
    this.#downloadedAt = this.#needs.clock.elapsed();
    this.#unlink();
  }

  /** What was dropped is never acknowledged, as the next command would; the download begins anew instead. */
  #onBroken(why: Broken, bytes: number): void {
    if (why === 'silent') {
      this.#askForLink();
      return;
    }
    if (why === 'short') this.#needs.counters.incomplete += 1;
    else this.#needs.counters.refused += 1;
    this.#noise(bytes);
    this.#askForRecords();
  }

  #forgetFirst(): void {
    if (this.#first === undefined) return;
    this.#first = undefined;
    this.#noise(1);
  }

  #noise(bytes: number): void {
    this.#needs.counters.noiseBytes += bytes;
    this.#legibility.add(bytes, bytes);
  }

  #onPairedByte(byte: number): void {
    const mark = this.#first === undefined ? undefined : markOf(this.#first, byte);
    if (mark === undefined) {
      this.#forgetFirst();
      this.#first = byte;
      return;
    }
    this.#first = undefined;
    this.#legibility.add(2, 0);
    this.#onMark(mark);
  }

  #onMark(mark: Mark): void {
    const answer = `${this.#waiting}: ${mark.is}` as const;
    if (answer === 'link: linked-old') this.#onLinked(undefined);
    else if (answer === 'download: download') this.#onRecordsFollow();
    else if (answer === 'download: finished') this.#onFinished();
    else if (mark.is === 'cancelled' && this.#waiting !== 'closed') this.#pause();
    else if (mark.is === 'linked' && this.#waiting === 'link') this.#onLinked(mark.model);
    else if (mark.is === 'linked' && this.#waiting === 'breath') this.#model = mark.model;
  }
}

/** Kept as it is: the meter went away before it could be asked again. */
const readOnce = (transfer: Transfer): Transfer => {
  const { understood } = transfer;
  return { ...transfer, understood: { ...understood, tolerated: [...(understood.tolerated ?? []), 'read-once'] } };
};

/** Kept for people to see: each download brought other bytes. */
const neverAlike = (transfer: Transfer): Transfer => {
  const { understood } = transfer;
  return {
    ...transfer,
    understood: { ...understood, troubles: [...new Set([...understood.troubles, 'contradiction' as const])] },
  };
};

/** Throws TypeError for a profile of another link. */
export const createTaiyangConversation = (needs: ConversationNeeds): Conversation => {
  const { link } = needs.profile;
  if (link.protocol !== 'taiyang') throw new TypeError(`A Taiyang conversation needs a Taiyang link, not ${link.protocol}.`);
  return new TaiyangConversation(needs, link);
};
