import type { Clock, Millis } from '../../domain/clock.ts';
import { EdgeError } from '../../domain/edge-error.ts';
import { Nap } from '../line/nap.ts';
import type { Answer } from './answer.ts';
import type { Bus } from './bus.ts';
import type { LineTally } from './line-tally.ts';
import { Overload } from './overload.ts';
import type { PolledUnit } from './polled-unit.ts';
import type { Question } from './question.ts';
import { deadline, Schedule } from './schedule.ts';
import { Utilisation } from './utilisation.ts';

/** The loop comes round so often even when there is nothing to do: it is watched. */
const LONGEST_NAP: Millis = 1_000;

/** How often it is looked whose period is over without a question. */
const EXPIRY_STEP: Millis = 100;

/** Questions that somebody else may have waiting for the line. */
const MOST_WAITING = 16;

/** A line on which quarantine never ends, because it is never quiet, can't be used: it is as good as lost. */
const LONGEST_DOUBT: Millis = 30_000;

/** Silence of every unit, with so many questions and for so long, after which the port itself is doubted. */
const SILENT_QUESTIONS = 5;
const SILENT_TIME: Millis = 60_000;

/** What the loop needs. */
export interface PollingNeeds {
  readonly clock: Clock;
  readonly units: readonly PolledUnit[];
  readonly slowest: Millis;
  /** Nothing at all comes from the line: the port may be dead without saying so. */
  onDeaf(): void;
  /** The line is never quiet, or is again. */
  onNoise(noisy: boolean): void;
  /** The line has no time for all its polls, or has again. */
  onOverload(overloaded: boolean): void;
  readonly tally: LineTally;
}

interface OneOff {
  readonly question: Question;
  readonly settle: (answer: Answer) => void;
}

/** How long the end of a line waits for an answer under way. */
const LAST_ANSWER: Millis = 1500;

/** The one owner of a line: asks whoever is next, one question at a time, for as long as it runs. */
export class LinePolling {
  readonly #needs: PollingNeeds;
  readonly #schedule: Schedule<PolledUnit>;
  readonly #nap: Nap;
  readonly #utilisation: Utilisation;
  readonly #oneOffs: OneOff[] = [];
  #bus: Bus | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;
  #cameRoundAt: Millis;
  #expireAt: Millis = 0;
  #noisy = false;
  #overloaded = false;
  readonly #overload: Overload;
  #silent = { questions: 0, since: 0 };

  constructor(needs: PollingNeeds) {
    const now = needs.clock.elapsed();
    this.#needs = needs;
    this.#schedule = new Schedule(needs.units);
    this.#nap = new Nap(needs.clock);
    this.#utilisation = new Utilisation(now);
    this.#overload = new Overload(now);
    this.#cameRoundAt = now;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#nap.stop();
    // What is under way may still come: a value that the device gave is not thrown away.
    const giveUp = this.#needs.clock.after(LAST_ANSWER, () => this.use(undefined));
    await this.#running;
    giveUp();
    this.use(undefined);
  }

  /** From now on this bus, or none. The one before must no longer be used: its question, if any, is lost. */
  use(bus: Bus | undefined): void {
    this.#bus?.close();
    this.#bus = bus;
    this.#silent = { questions: 0, since: this.#needs.clock.elapsed() };
    this.#nap.wake();
  }

  /** Asks something besides the polls, as soon as the line is free. Throws line-busy when too much is waiting already. */
  ask(question: Question): Promise<Answer> {
    const { clock } = this.#needs;
    if (this.#bus === undefined || this.#stopped) return Promise.resolve({ is: 'lost', at: clock.elapsed() });
    if (this.#oneOffs.length >= MOST_WAITING) throw new EdgeError('line-busy', 'too many questions wait for this line');
    return new Promise((settle) => {
      this.#oneOffs.push({ question, settle });
      this.#nap.wake();
    });
  }

  cameRoundAt(): Millis {
    return this.#cameRoundAt;
  }

  utilisation(): number {
    return this.#utilisation.share(this.#needs.clock.elapsed());
  }

  async #run(): Promise<void> {
    const { clock } = this.#needs;
    while (!this.#stopped) {
      const now = clock.elapsed();
      const bus = this.#bus;
      this.#cameRoundAt = now;
      if (now >= this.#expireAt) this.#expire(now, bus);
      if (bus === undefined) this.#loseOneOffs(now);
      else if (bus.readyAt() <= now && (await this.#askNext(bus, now))) continue;
      await this.#nap.until(Math.min(now + LONGEST_NAP, this.#nextDue(bus, clock.elapsed())));
    }
    this.#loseOneOffs(clock.elapsed());
  }

  #nextDue(bus: Bus | undefined, now: Millis): Millis {
    const readyAt = bus?.readyAt() ?? 0;
    return readyAt > now ? readyAt : this.#schedule.nextDue(now);
  }

  /** Asks whoever is next and waits for what comes of it; false when it is nobody's turn. */
  async #askNext(bus: Bus, now: Millis): Promise<boolean> {
    const oneOff = this.#oneOffs.shift();
    if (oneOff !== undefined) {
      oneOff.settle(await bus.ask(oneOff.question, bus.patience(this.#needs.slowest)));
      return true;
    }
    const unit = this.#schedule.next(now, (each) => bus.costOfSilence(bus.patience(each.timeout.value)));
    const question = unit?.read?.question;
    if (unit === undefined || question === undefined) return false;
    this.#needs.tally.lastAsked = unit.counters;
    unit.asked(now);
    const patience = bus.patience(unit.timeout.value);
    unit.counters.timeoutMs = patience;
    const answer = await bus.ask(question, patience);
    if (this.#stopped && answer.is === 'lost') return true;
    this.#utilisation.add(now, Math.max(this.#needs.clock.elapsed(), bus.readyAt()));
    unit.take(answer);
    this.#listen(answer);
    return true;
  }

  /** Ends the periods that nobody could ask in. */
  #expire(now: Millis, bus: Bus | undefined): void {
    this.#expireAt = now + EXPIRY_STEP;
    const doubtedSince = bus?.doubtedSince();
    const noisy = doubtedSince !== undefined && now - doubtedSince > LONGEST_DOUBT;
    if (noisy !== this.#noisy) this.#needs.onNoise(noisy);
    this.#noisy = noisy;
    this.#checkLoad(now);
    const unable = bus === undefined || noisy;
    for (const unit of this.#needs.units) if ((unit.dead || unable) && deadline(unit) <= now) unit.giveUp(now);
  }

  #checkLoad(now: Millis): void {
    const missed = this.#needs.units.reduce((sum, { counters }) => sum + counters.missed, 0);
    const overloaded = this.#overload.isLasting(missed, now);
    if (overloaded !== this.#overloaded) this.#needs.onOverload(overloaded);
    this.#overloaded = overloaded;
  }

  #listen(answer: Answer): void {
    if (answer.is !== 'silence') {
      this.#silent = { questions: 0, since: answer.at };
      return;
    }
    this.#silent.questions += 1;
    if (this.#silent.questions < SILENT_QUESTIONS || answer.at - this.#silent.since < SILENT_TIME) return;
    this.#silent = { questions: 0, since: answer.at };
    this.#needs.onDeaf();
  }

  #loseOneOffs(at: Millis): void {
    for (const { settle } of this.#oneOffs.splice(0)) settle({ is: 'lost', at });
  }
}
