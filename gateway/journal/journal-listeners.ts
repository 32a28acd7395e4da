import type { Head, Lane } from '../domain/lane.ts';
import type { JournalListener } from './journal-core.ts';
import type { OpenedJournal } from './journal-settings.ts';

type OfLane = (lane: Lane, head: Head) => void;

/** Those who hear of what has become durable, in the order in which they came. */
export class JournalListeners implements JournalListener {
  readonly sealed: OfLane[] = [];
  readonly retired: OfLane[] = [];
  readonly succeeded: ((opened: OpenedJournal) => void)[] = [];

  onSealed(lane: Lane, head: Head): void {
    for (const listener of this.sealed) listener(lane, head);
  }

  onRetired(lane: Lane, head: Head): void {
    for (const listener of this.retired) listener(lane, head);
  }

  onSucceeded(opened: OpenedJournal): void {
    for (const listener of this.succeeded) listener(opened);
  }
}
