import type { ClockTrust, Millis, UtcMillis } from '../domain/clock.ts';
import type { Fact, StateFact } from '../domain/fact.ts';
import type { Stretch } from './covered-time.ts';

type Open = { -readonly [Key in keyof Stretch]: Stretch[Key] };

/**
 * When channels were switched off as planned, as the record says. It says so only while the gateway runs and somebody vouches
 * for the time: whatever lies beyond is unproven, also where the plan goes on.
 */
export class PlannedOff {
  readonly #stretches = new Map<string, Open[]>();
  /** Channels that the calendar has switched off by now. */
  readonly #off = new Set<string>();
  #isKnown = false;

  take(fact: Fact, clock: ClockTrust): void {
    if (fact.kind === 'gap' && fact.what === 'gateway') this.#lose(fact.from);
    if (clock === 'unsure') this.#lose(fact.at);
    else this.#know(fact.at);
    if (fact.kind === 'state' && fact.state === 'switched-off') this.#switch(fact);
  }

  /** Only these channels are judged from now on. Of no other one the record will say that it was switched on again. */
  keepOnly(judged: ReadonlySet<string>, at: UtcMillis): void {
    for (const channel of this.#off) {
      if (judged.has(channel)) continue;
      this.#end(channel, at);
      this.#off.delete(channel);
    }
  }

  /** What nobody had planned when it began is no plan: it is judged. Call it when all is told. */
  holdAgainst(wasPlanned: (channel: string, from: UtcMillis) => boolean): void {
    for (const [channel, stretches] of this.#stretches)
      this.#stretches.set(
        channel,
        stretches.filter(({ from }) => wasPlanned(channel, from)),
      );
  }

  /** The stretches of a channel as they were told. One that goes on has no end: nothing is known of it behind the record's. */
  of(channel: string): readonly Stretch[] {
    return (this.#stretches.get(channel) ?? []).filter(({ from, to }) => from < to);
  }

  /** For how much of a stretch a channel was switched off. */
  timeOf(channel: string, { from, to }: Stretch): Millis {
    return this.of(channel).reduce((sum, off) => sum + Math.max(0, Math.min(to, off.to) - Math.max(from, off.from)), 0);
  }

  #switch({ on, at, active }: StateFact): void {
    if (active === this.#off.has(on)) return;
    if (active) this.#off.add(on);
    else this.#off.delete(on);
    if (!this.#isKnown) return;
    if (active) this.#begin(on, at);
    else this.#end(on, at);
  }

  #lose(at: UtcMillis): void {
    this.#isKnown = false;
    for (const channel of this.#off) this.#end(channel, at);
  }

  #know(at: UtcMillis): void {
    if (this.#isKnown) return;
    this.#isKnown = true;
    for (const channel of this.#off) this.#begin(channel, at);
  }

  #begin(channel: string, at: UtcMillis): void {
    const stretches = this.#stretches.get(channel) ?? [];
    this.#stretches.set(channel, stretches);
    stretches.push({ from: at, to: Number.POSITIVE_INFINITY });
  }

  #end(channel: string, at: UtcMillis): void {
    const last = this.#stretches.get(channel)?.at(-1);
    if (last !== undefined) last.to = Math.min(last.to, at);
  }
}
