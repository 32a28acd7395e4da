import type { Cancel, Millis } from '../../../domain/clock.ts';
import type { Transfer } from '../../../domain/sent-result.ts';
import type { ConversationNeeds } from '../conversation.ts';

/** The meter waits ten seconds for a command and then gives up; it is let go before. */
const PATIENCE: Millis = 8_000;

/** A disk that refused is asked again while the meter waits. */
const TRY_AGAIN: Millis = 1_000;

interface PatientKeepNeeds {
  readonly needs: Pick<ConversationNeeds, 'clock' | 'keep' | 'counters'>;
  /** The record is durable, and the meter still waits. */
  onKept(): void;
  /** The meter can't be made to wait any longer. */
  onTooLong(): void;
}

/** Keeps one record at a time while its meter waits. */
export interface PatientKeep {
  begin(transfer: Transfer): void;
  /** Calls of keep that have not ended: of a disk that hangs, at most one. */
  pending(): number;
  /** The meter doesn't wait any more: what is being kept may still be, and nothing follows from it. */
  letGo(): void;
}

/** Tries to keep a record for as long as the meter waits for the next command. */
export const createPatientKeep = ({ needs, onKept, onTooLong }: PatientKeepNeeds): PatientKeep => {
  let pending = 0;
  let current: Transfer | undefined;
  let cancelPatience: Cancel = () => undefined;
  let cancelRetry: Cancel = () => undefined;

  const stop = (): void => {
    current = undefined;
    cancelPatience();
    cancelRetry();
  };

  const onSettled = (transfer: Transfer, kept: boolean): void => {
    pending -= 1;
    if (kept) needs.counters.transfers += 1;
    else needs.counters.unkept += 1;
    if (current !== transfer) return;
    if (kept) {
      stop();
      onKept();
    } else cancelRetry = needs.clock.after(TRY_AGAIN, () => attempt(transfer));
  };

  const attempt = (transfer: Transfer): void => {
    pending += 1;
    needs.keep(transfer).then(
      () => onSettled(transfer, true),
      () => onSettled(transfer, false),
    );
  };

  return {
    begin: (transfer) => {
      stop();
      current = transfer;
      cancelPatience = needs.clock.after(PATIENCE, () => {
        stop();
        onTooLong();
      });
      attempt(transfer);
    },
    pending: () => pending,
    letGo: stop,
  };
};
