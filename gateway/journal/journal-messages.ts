import type { SealedBlock } from '../domain/block.ts';
import type { CommitEntry, Committed } from '../domain/commit.ts';
import type { Delivered } from '../domain/delivered.ts';
import type { EdgeErrorCode } from '../domain/edge-error.ts';
import type { Head, Lane } from '../domain/lane.ts';
import type { RawRecord } from '../domain/raw-record.ts';
import type { WantedBlocks } from './delivery.ts';
import type { HistoryAnswer } from './history-query.ts';
import type { OpenedJournal } from './journal-settings.ts';
import type { JournalStatus } from './journal-status.ts';

/** What can be asked of the journal's thread, and what each question comes to. */
export interface JournalAnswers {
  readonly commit: Committed;
  readonly undelivered: readonly SealedBlock[];
  readonly blocks: readonly SealedBlock[];
  readonly history: HistoryAnswer;
  readonly status: JournalStatus;
  readonly succeed: OpenedJournal;
  readonly 'keep-raw': null;
  readonly raw: RawRecord | undefined;
  readonly 'newest-raws': readonly RawRecord[];
  readonly name: null;
  readonly person: string | undefined;
  readonly erase: boolean;
  readonly 'is-erased': boolean;
  readonly conclude: null;
  readonly close: null;
}

export type JournalAnswer = JournalAnswers[keyof JournalAnswers];

/** A question to the journal's thread. */
export type JournalQuestion =
  | { readonly ask: 'commit'; readonly entry: CommitEntry }
  | { readonly ask: 'undelivered'; readonly lane: Lane; readonly delivered: Delivered; readonly want: WantedBlocks }
  | { readonly ask: 'blocks'; readonly lane: Lane; readonly first: number; readonly last: number; readonly bytes: number }
  | { readonly ask: 'history'; readonly channel: string; readonly from: number; readonly to: number; readonly most: number }
  | { readonly ask: 'succeed'; readonly reason: 'restored' | 'cloned' }
  | { readonly ask: 'keep-raw'; readonly raw: RawRecord }
  | { readonly ask: 'raw'; readonly hash: string }
  | { readonly ask: 'newest-raws'; readonly most: number }
  | { readonly ask: 'name'; readonly ref: string; readonly text: string }
  | { readonly ask: 'person' | 'erase' | 'is-erased'; readonly ref: string }
  | { readonly ask: 'status' }
  | { readonly ask: 'conclude' }
  /** `left`: what may be taken for it, in ms. */
  | { readonly ask: 'close'; readonly left: number };

/** What goes to the journal's thread. */
export type ToJournal =
  | { readonly id: number; readonly question: JournalQuestion }
  /** `journal`: whose numbers these are; another may have taken its place while this was on its way. */
  | {
      readonly settle: { readonly journal: string; readonly uplink: string; readonly lane: Lane; readonly delivered: Delivered };
    };

/** What comes from it. The first message is `opened`, or `failed` without an id; `failed` without an id later on tells of work that nobody asked for. */
export type FromJournal =
  | { readonly is: 'opened'; readonly opened: OpenedJournal }
  | { readonly is: 'answer'; readonly id: number; readonly answer: JournalAnswer }
  | { readonly is: 'failed'; readonly id?: number; readonly code: EdgeErrorCode; readonly message: string }
  | { readonly is: 'sealed' | 'retired'; readonly lane: Lane; readonly head: Head }
  | { readonly is: 'succeeded'; readonly opened: OpenedJournal };
