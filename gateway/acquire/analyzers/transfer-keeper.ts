import type { Understood } from '../../domain/sent-result.ts';
import type { ConversationNeeds } from './conversation.ts';

/**
 * Hands transfers over to be kept, one at a time, and counts what became of them. Where there is neither a result nor a
 * trouble, as with a query, there is nothing to keep.
 */
export class TransferKeeper {
  readonly #needs: ConversationNeeds;
  readonly #onIdle: () => void;
  #busy = false;

  /** `onIdle`: a transfer was settled, and nothing else is to be kept at once. */
  constructor(needs: ConversationNeeds, onIdle: () => void) {
    this.#needs = needs;
    this.#onIdle = onIdle;
  }

  /** True while a transfer is being kept; what comes meanwhile must wait. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Calls back with whether it was kept: at once where there was nothing to keep. */
  keep(raw: Uint8Array, understood: Understood, then: (kept: boolean) => void): void {
    const isNothing = understood.results.length === 0 && understood.troubles.length === 0;
    if (understood.troubles.includes('incomplete')) this.#needs.counters.incomplete += 1;
    if (isNothing) then(true);
    else void this.#settle(raw, understood, then);
  }

  async #settle(raw: Uint8Array, understood: Understood, then: (kept: boolean) => void): Promise<void> {
    this.#busy = true;
    const kept = await this.#kept(raw, understood);
    this.#busy = false;
    then(kept);
    if (!this.#busy) this.#onIdle();
  }

  async #kept(raw: Uint8Array, understood: Understood): Promise<boolean> {
    const { analyzer, clock, counters, keep } = this.#needs;
    try {
      await keep({ analyzer, origin: 'instrument', raw, understood, receivedAt: clock.now() });
      counters.transfers += 1;
      return true;
    } catch {
      // Whoever keeps says why in its own words; to a conversation it is one thing: not acknowledged.
      counters.unkept += 1;
      return false;
    }
  }
}
