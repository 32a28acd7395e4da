import type { UtcMillis } from '../domain/clock.ts';
import type { AlarmFact, Fact } from '../domain/fact.ts';
import type { AlarmActFact, NoticeFact } from '../domain/supervision-fact.ts';
import type { AlarmRecord } from './report-data.ts';

/** What is gathered of one alarm, in the order in which it became known. */
interface Notes {
  alarm: AlarmFact;
  /** As it was first told: with the value that raised it. */
  readonly raised: AlarmFact;
  /** Never anything but suppressed: what was told stays so, though a closure took it back. */
  suppressed: boolean;
  /** Never anything but in maintenance, likewise. */
  outOfService: boolean;
  acknowledged?: AlarmActFact;
  confirmed?: AlarmActFact;
  /** The last fate of each notification for it, and when the first went out. */
  readonly notices: Map<string, NoticeFact['fate']>;
  firstNotice?: UtcMillis;
}

/** The alarms that stood at any moment of a span, and those that were raised since, with what people did about them and how they were told. */
export class AlarmNotes {
  readonly #from: UtcMillis;
  readonly #to: UtcMillis;
  readonly #notes = new Map<string, Notes>();

  constructor(from: UtcMillis, to: UtcMillis) {
    this.#from = from;
    this.#to = to;
  }

  take(fact: Fact): void {
    if (fact.kind === 'alarm') this.#takeAlarm(fact);
    else if (fact.kind === 'act') this.#takeAct(fact);
    else if (fact.kind === 'notice') for (const id of fact.alarms) this.#takeNotice(id, fact);
  }

  /** Those of the span, in the order in which they were raised. */
  records(cabinetOf: (channel: string) => string): readonly AlarmRecord[] {
    return this.#records(cabinetOf, ({ raisedAt }) => raisedAt < this.#to);
  }

  /** Those of `ids` that were raised only behind the span, in the order in which they were raised. */
  later(ids: ReadonlySet<string>, cabinetOf: (channel: string) => string): readonly AlarmRecord[] {
    return this.#records(cabinetOf, ({ id, raisedAt }) => raisedAt >= this.#to && ids.has(id));
  }

  #records(cabinetOf: (channel: string) => string, isWanted: (alarm: AlarmFact) => boolean): readonly AlarmRecord[] {
    return [...this.#notes.values()]
      .filter(({ alarm }) => isWanted(alarm))
      .sort((a, b) => a.alarm.raisedAt - b.alarm.raisedAt)
      .map((notes) => recordOf(notes, cabinetOf(notes.alarm.channel)));
  }

  #takeAlarm(alarm: AlarmFact): void {
    const before = this.#notes.get(alarm.id);
    const isOver = alarm.clearedAt !== undefined && alarm.clearedAt < this.#from;
    if (isOver) this.#notes.delete(alarm.id);
    else if (before === undefined) {
      const { suppressed, outOfService } = alarm;
      this.#notes.set(alarm.id, { alarm, raised: alarm, suppressed, outOfService, notices: new Map() });
    } else {
      before.alarm = alarm;
      before.suppressed &&= alarm.suppressed;
      before.outOfService &&= alarm.outOfService;
    }
  }

  #takeAct(fact: Extract<Fact, { kind: 'act' }>): void {
    const notes = this.#notes.get(fact.on);
    if (notes === undefined) return;
    if (isAct(fact, 'acknowledge')) notes.acknowledged ??= fact;
    if (!isAct(fact, 'confirm')) return;
    notes.acknowledged ??= fact; // whoever corrected it has seen it
    notes.confirmed = fact;
  }

  #takeNotice(alarm: string, { id, fate, at }: NoticeFact): void {
    const notes = this.#notes.get(alarm);
    if (notes === undefined) return;
    notes.notices.set(id, fate);
    if (WENT_OUT.has(fate)) notes.firstNotice ??= at;
  }
}

const WENT_OUT: ReadonlySet<NoticeFact['fate']> = new Set(['sent', 'delivered', 'answered']);

const isAct = (fact: Extract<Fact, { kind: 'act' }>, does: AlarmActFact['does']): fact is AlarmActFact => fact.does === does;

const recordOf = (
  { alarm, raised, suppressed, outOfService, acknowledged, confirmed, notices, firstNotice }: Notes,
  cabinet: string,
): AlarmRecord => {
  const { id, channel, rule, cause, level, active, since, raisedAt, clearedAt, reason } = alarm;
  const { value, limit } = raised;
  const fates = [...notices.values()];
  return {
    id, channel, cabinet, rule, cause, level, active, suppressed, outOfService, since, raisedAt,
    ...(clearedAt === undefined ? {} : { clearedAt }),
    ...(reason === undefined ? {} : { reason }),
    ...(value === undefined ? {} : { value }),
    ...(limit === undefined ? {} : { limit }),
    acknowledged: acknowledged === undefined ? null : actOf(acknowledged),
    confirmed: confirmed === undefined ? null : { ...actOf(confirmed), ...correctionOf(confirmed) },
    notices: {
      sent: fates.filter((fate) => WENT_OUT.has(fate)).length,
      failed: fates.filter((fate) => fate === 'failed').length,
      ...(firstNotice === undefined ? {} : { first: firstNotice }),
    },
  }; // biome-ignore format: a list to read
};

const actOf = ({ at, by, way }: AlarmActFact) => ({ at, by, ...(way === undefined ? {} : { way }) });

const correctionOf = ({ action, goods, kilograms, words }: AlarmActFact) => ({
  ...(action === undefined ? {} : { action }),
  ...(goods === undefined ? {} : { goods }),
  ...(kilograms === undefined ? {} : { kilograms }),
  ...(words === undefined ? {} : { words }),
});
