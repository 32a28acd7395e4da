import type { Instant, Millis, UtcMillis } from '../domain/clock.ts';
import type { CheckpointFact } from '../domain/fact.ts';
import type { Head, Lane } from '../domain/lane.ts';
import { checkpointText, type Signer } from '../domain/signed-text.ts';
import type { Identity } from './readings-draft.ts';

/** Signs both heads from time to time: whoever changes the record afterwards would need the key. */
export class Checkpointer {
  readonly #identity: Identity;
  readonly #signer: Signer;
  #last: Millis;
  /** Signed, but not durable yet. */
  #pending: Instant | undefined;
  #lastAt: UtcMillis | undefined;

  /** Counts from `since`, on the clock that only grows. */
  constructor(identity: Identity, signer: Signer, since: Millis) {
    this.#identity = identity;
    this.#signer = signer;
    this.#last = since;
  }

  /** When the last one was signed. */
  get lastStamp(): { readonly checkpointAt?: UtcMillis } {
    return this.#lastAt === undefined ? {} : { checkpointAt: this.#lastAt };
  }

  due(elapsed: Millis, every: Millis): boolean {
    return elapsed >= this.#last + every;
  }

  /** A checkpoint over `heads`, which must be those before its own block. */
  fact({ readings, urgent }: Readonly<Record<Lane, Head>>, { now, elapsed }: Instant): CheckpointFact {
    const at = Math.round(now);
    const heads = { readings, urgent };
    this.#pending = { now: at, elapsed };
    const sig = this.#signer.sign(checkpointText(this.#identity.gateway, this.#identity.journal, at, heads));
    return { kind: 'checkpoint', at, heads, key: this.#signer.key, sig };
  }

  taken(): void {
    this.#last = this.#pending?.elapsed ?? this.#last;
    this.#lastAt = this.#pending?.now ?? this.#lastAt;
    this.#pending = undefined;
  }

  undone(): void {
    this.#pending = undefined;
  }
}
