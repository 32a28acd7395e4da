import type { Millis } from '../../domain/clock.ts';
import type { Observation } from '../../domain/observation.ts';
import type { Quality } from '../../domain/quality.ts';
import { type Answer, asksForPatience, refusesTheRead } from './answer.ts';
import { LearnedTimeout } from './learned-timeout.ts';
import { countDoubt, newUnitCounters, type UnitCounters } from './line-counters.ts';
import { PollPlan } from './poll-plan.ts';
import type { PolledDevice } from './polled-device.ts';
import type { PolledRead } from './polled-read.ts';
import { deadline, type Turn } from './schedule.ts';

/** A shorter wait than this is left to chance: a busy device, a packet that TCP has to send again (RFC 6298: 200 ms and more). */
const SHORTEST_TIMEOUT: Millis = 300;

/**
 * A unit counts as dead after three silent polls, or nine that brought only what can't be believed, one after another:
 * where bytes come there is life, be it on a bad wire. One that never answered has no credit.
 */
const LIVES = 9;
const COST_OF_SILENCE = 3;
const COST_OF_DOUBT = 1;

/** How long a unit is left alone that says it is busy. */
const PATIENCE: Millis = 250;

/** Whom a unit's polls concern. */
export interface UnitListener {
  onObservation(observation: Observation): void;
  /** It gave its first answer, or its first since it was silent or its line was gone: it may be another. */
  onMet(device: PolledDevice): void;
  /** It fell silent, or is back. */
  onSilent(device: PolledDevice, silent: boolean): void;
}

/**
 * One unit and its polls. Each period brings one observation per read, whatever happens: with its values; or with the word
 * why there are none, when the answer said so, when it was waited for in vain, or when the period of a dead unit, or of a
 * line that is gone, is over without a question. So silence never looks like health, and every `no-answer` is true: in that
 * period there was none. Only where a line has no time left do periods of live units go by; those are counted.
 */
export class PolledUnit implements Turn {
  readonly device: PolledDevice;
  readonly every: Millis;
  readonly counters: UnitCounters = newUnitCounters();
  readonly timeout: LearnedTimeout;
  due: Millis;
  notBefore: Millis = 0;
  dead = false;
  vain = 0;
  askedAt: Millis = Number.NEGATIVE_INFINITY;
  readonly #plan: PollPlan;
  readonly #listener: UnitListener;
  #lives = 0;
  #retried = false;
  #met = false;

  /** Throws profile-invalid where device and profile don't fit. */
  constructor(device: PolledDevice, slowest: Millis, now: Millis, listener: UnitListener) {
    this.device = device;
    this.every = Math.max(1, device.every);
    this.timeout = new LearnedTimeout(SHORTEST_TIMEOUT, slowest);
    this.due = now;
    this.#plan = new PollPlan(device);
    this.#listener = listener;
  }

  /** What to ask next; nothing for a device of which nothing is wanted. */
  get read(): PolledRead | undefined {
    return this.#plan.current;
  }

  /** A question leaves. */
  asked(now: Millis): void {
    this.askedAt = now;
    this.counters.asked += 1;
  }

  /** What came of the question. */
  take(answer: Answer): void {
    switch (answer.is) {
      case 'data':
        this.#answered(answer.took);
        this.#emit(this.read?.observe(answer.data, answer.at));
        this.#advance(true, answer.at);
        break;
      case 'exception':
        this.#answered(answer.took);
        this.counters.exceptions += 1;
        this.#refused(answer.code, answer.at);
        break;
      case 'silence':
        this.counters.timeouts += 1;
        this.timeout.widen();
        this.#failed(answer.at, COST_OF_SILENCE);
        break;
      case 'doubt':
        countDoubt(this.counters, answer.why);
        this.#failed(answer.at, COST_OF_DOUBT);
        break;
      case 'lost':
        this.giveUp(answer.at);
    }
  }

  /** What is left of this poll won't come: its line is gone, or nobody asks. */
  giveUp(now: Millis): void {
    for (const read of this.#plan.rest()) this.#emit(read.without('no-answer', now));
    this.#plan.rewind();
    this.#close(now);
  }

  /** The line was opened anew: what was silent may be there again and is asked as if alive, but has no credit. */
  hopeAgain(): void {
    this.dead = false;
    this.#met = false;
  }

  #answered(took: Millis): void {
    this.counters.answered += 1;
    this.timeout.learn(took);
    if (took > this.counters.slowestMs) this.counters.slowestMs = took;
    this.#lives = LIVES;
    if (!this.#met) this.#listener.onMet(this.device);
    this.#met = true;
    if (!this.counters.dead) return;
    // Back: this very answer is the first of its new periods.
    this.due = this.askedAt;
    this.#setDead(false);
  }

  #refused(code: number, at: Millis): void {
    if (refusesTheRead(code) && this.#plan.halve()) return;
    if (asksForPatience(code) && this.#mayRetry(at + PATIENCE)) {
      this.notBefore = at + PATIENCE;
      return;
    }
    this.#without(`exception:${code}`, at);
  }

  /** The current read is through, without a value. */
  #without(quality: Quality, at: Millis): void {
    this.#emit(this.read?.without(quality, at));
    this.#advance(false, at);
  }

  #failed(at: Millis, cost: number): void {
    if (!this.dead && this.#lives === LIVES && this.#mayRetry(at)) return;
    this.#lives = Math.max(0, this.#lives - cost);
    // Asked between two of its periods, as a dead unit may be: the period isn't over yet.
    if (this.dead) this.vain += 1;
    if (this.dead && at < this.due) return;
    if (!this.dead && this.#lives === 0) this.#setDead(true);
    if (cost === COST_OF_DOUBT && !this.dead) this.#without('no-answer', at);
    else this.giveUp(at);
  }

  /** One more try in a poll, and only where the period isn't over by then. */
  #mayRetry(at: Millis): boolean {
    if (this.#retried || at >= deadline(this)) return false;
    this.#retried = true;
    this.counters.retries += 1;
    return true;
  }

  #advance(answered: boolean, at: Millis): void {
    if (this.#plan.advance(answered)) this.#close(at);
  }

  /** The next poll is due a period later; periods that are over by then are missed. */
  #close(now: Millis): void {
    this.#retried = false;
    this.due += this.every;
    const missed = Math.floor((now - this.due) / this.every);
    if (missed <= 0) return;
    this.due += missed * this.every;
    if (!this.dead) this.counters.missed += missed;
  }

  #setDead(dead: boolean): void {
    this.dead = dead;
    this.vain = 0;
    if (this.counters.dead === dead) return;
    this.counters.dead = dead;
    if (dead) this.#met = false;
    this.#listener.onSilent(this.device, dead);
  }

  #emit(observation: Observation | undefined): void {
    if (observation !== undefined && observation.channels.length > 0) this.#listener.onObservation(observation);
  }
}
