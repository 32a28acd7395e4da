import { type Conversation, type ConversationNeeds, newCounters } from '../../../../gateway/acquire/analyzers/conversation.ts';
import { MllpConversation } from '../../../../gateway/acquire/analyzers/hl7/mllp-conversation.ts';
import { understandHl7 } from '../../../../gateway/acquire/analyzers/hl7/understand-hl7.ts';
import { Lis01Conversation } from '../../../../gateway/acquire/analyzers/lis01/lis01-conversation.ts';
import { understandLis02 } from '../../../../gateway/acquire/analyzers/lis02/understand-lis02.ts';
import type { Kept, Transfer } from '../../../../gateway/domain/sent-result.ts';
import { createManualClock } from '../../../../simulators/world/manual-clock.ts';
import { type Hl7Profile, hl7Profile, type LisProfile, lisProfile } from './read-profile.ts';

const KEPT: Kept = { tests: 1, duplicates: 0, quarantined: 0 };

/** A conversation on no port at all: what it wrote, what it handed over, and a clock to move. */
export class Talk {
  readonly clock = createManualClock({ now: 1_700_000_000_000, elapsed: 0 });
  readonly counters = newCounters();
  readonly written: Uint8Array[] = [];
  readonly transfers: Transfer[] = [];
  readonly unreadable: string[] = [];
  /** How a transfer is kept; a test may make it fail or wait. */
  keep: (transfer: Transfer) => Promise<Kept> = () => Promise.resolve(KEPT);
  readonly conversation: Conversation;

  constructor(open: (needs: Omit<ConversationNeeds, 'profile'>) => Conversation) {
    this.conversation = open({
      analyzer: 'reader-1',
      clock: this.clock,
      write: (bytes) => void this.written.push(bytes),
      keep: (transfer) => {
        this.transfers.push(transfer);
        return this.keep(transfer);
      },
      onUnreadable: (active, why) => void this.unreadable.push(`${active ? 'unreadable' : 'readable'}: ${why}`),
      counters: this.counters,
    });
  }

  /** Sends bytes as one piece, and waits until they have had their effect. */
  async send(bytes: Uint8Array | string): Promise<void> {
    this.conversation.onBytes(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    await this.wait(0);
  }

  /** Lets time pass, and whatever was awaited have its effect. */
  async wait(duration: number): Promise<void> {
    await this.clock.advance(duration, 'promises');
  }

  /** What was written since the last call, as text. */
  takeWritten(): string {
    return Buffer.concat(this.written.splice(0)).toString('latin1');
  }

  /** All results handed over, as `sample code value unit`. */
  get results(): readonly string[] {
    return this.transfers.flatMap(({ understood }) =>
      understood.results.map(({ sampleId, code, value, unit }) => [sampleId, code, value.trim(), unit].join(' ')),
    );
  }
}

/** A talk over LIS01. */
export const lisTalk = (profile: LisProfile = lisProfile()): Talk =>
  new Talk(
    (needs) =>
      new Lis01Conversation({
        ...needs,
        profile,
        link: profile.link,
        understand: (raw) => understandLis02(raw, profile, profile.format),
      }),
  );

/** A talk over MLLP. */
export const hl7Talk = (profile: Hl7Profile = hl7Profile()): Talk =>
  new Talk(
    (needs) =>
      new MllpConversation({
        ...needs,
        profile,
        link: profile.link,
        understand: (raw) => understandHl7(raw, profile, profile.format),
      }),
  );
