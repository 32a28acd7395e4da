import type { UtcMillis } from '../domain/clock.ts';
import type { PersonRef } from '../domain/station-fact.ts';
import type { NoticeFact, NoticeWay } from '../domain/supervision-fact.ts';
import type { Notice } from './notice.ts';
import { remember } from './remember.ts';

/** Notices whose fate may still change by a report or a reply. */
const MOST_REMEMBERED = 200;

/** Knows what became of the notices of this run. */
export class Fates {
  /** Those that went out, as they were last told of. */
  readonly #went = new Map<string, NoticeFact>();
  /** Of those, the ones that the network may still report on. */
  readonly #sent = new Map<string, Notice>();
  /** Alarms that this run was the first to tell of, as far as nothing of them has reached anybody. */
  readonly #unheard = new Map<string, true>();

  /** Alarms are told of: so far nothing of what is new among them has reached anybody. */
  begin(alarms: readonly string[]): void {
    for (const id of alarms) if (!this.hasGone(id)) remember(this.#unheard, id, true, MOST_REMEMBERED);
  }

  /** A notice went out, or more has become known of one that did. */
  went(fact: NoticeFact, notice?: Notice): void {
    remember(this.#went, fact.id, fact, MOST_REMEMBERED);
    for (const id of fact.alarms) this.#unheard.delete(id);
    if (notice !== undefined && fact.fate === 'sent') remember(this.#sent, fact.id, notice, MOST_REMEMBERED);
  }

  /** The network has given a notice up: it is as if it had never gone out. */
  undo({ id, alarms }: NoticeFact): void {
    this.#went.delete(id);
    this.begin(alarms);
  }

  /** What was last told of a notice that went out. */
  of(id: string): NoticeFact | undefined {
    return this.#went.get(id);
  }

  /** A notice that the network may still report on. */
  sent(id: string): Notice | undefined {
    return this.#sent.get(id);
  }

  /** The last notice of this way that a person had by then. */
  lastTo(way: NoticeWay, to: PersonRef, by: UtcMillis): NoticeFact | undefined {
    return [...this.#went.values()].reverse().find((each) => each.way === way && each.to === to && each.at <= by);
  }

  /** False where every message of these alarms was in vain so far; of what the run before told, that isn't known. */
  isHeard(alarms: readonly string[]): boolean {
    return alarms.some((id) => !this.#unheard.has(id));
  }

  /** True where a message that names the alarm went out: of any way, or of this way to this person. */
  hasGone(alarm: string, way?: NoticeWay, to?: PersonRef): boolean {
    return this.#naming(alarm).some((fact) => way === undefined || (fact.way === way && fact.to === to));
  }

  /** True where a text that names the alarm went out, or a call about it was taken. */
  isRead(alarm: string): boolean {
    return this.#naming(alarm).some(({ way, fate }) => way !== 'voice' || fate === 'delivered');
  }

  #naming(alarm: string): readonly NoticeFact[] {
    return [...this.#went.values()].filter(({ alarms }) => alarms.includes(alarm));
  }
}
