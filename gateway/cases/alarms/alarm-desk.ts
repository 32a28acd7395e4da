import type { AlarmCause, AlarmState } from '../../domain/alarm.ts';
import { type Clock, type Instant, instantOf, type Millis, type UtcMillis } from '../../domain/clock.ts';
import type { Committed } from '../../domain/commit.ts';
import { EdgeError } from '../../domain/edge-error.ts';
import type { AlarmFact, Fact } from '../../domain/fact.ts';
import { type MessageKey, say } from '../../domain/messages/catalogue.ts';
import type { Filling, Language } from '../../domain/messages/message.ts';
import type { PersonRef } from '../../domain/station-fact.ts';
import { type AlarmAct, type AlarmActFact, type ExcursionFact, GOODS_DISPOSITIONS } from '../../domain/supervision-fact.ts';
import { readForm, refusal } from '../refusal.ts';
import type { AlarmBook } from './alarm-book.ts';
import {
  type ActWay,
  acknowledgeForm,
  type ConfirmForm,
  confirmForm,
  maintenanceForm,
  resetForm,
  shelveForm,
  unshelveForm,
} from './alarm-forms.ts';
import type { AlarmHandling } from './alarm-handling.ts';
import { type BookedAlarm, kindOf } from './booked-alarm.ts';

/** Beyond the law, these are only done with once somebody has said what became of the food. */
const ABOUT_FOOD: ReadonlySet<AlarmCause> = new Set(['high', 'low', 'after-gap', 'cumulative', 'cooling']);

export interface AlarmDeskNeeds {
  readonly book: AlarmBook;
  readonly handling: AlarmHandling;
  readonly clock: Clock;
  readonly language: Language;
  /** Resolves when the facts are durable, with the number of the first; 0 while they wait because the disk takes nothing. */
  know(facts: readonly Fact[]): Promise<Committed>;
  /** The reference of whoever acts, by id or name, once who it is stands beside the record. */
  refer(by: string): Promise<PersonRef>;
  /** True for an alarm that is so new that nobody was told of it yet. */
  isUntold(alarm: string): boolean;
  /** What a confirmed alarm adds to the excursions behind it. */
  disposed(alarm: string, goods: AlarmActFact['goods'], at: UtcMillis): readonly ExcursionFact[];
}

/**
 * Where people act on alarms. What comes from outside is checked whole: EdgeError `request-refused`. An act and the alarm's
 * new state are one transaction; nothing is answered before it is durable: EdgeError `journal-full` while the disk takes nothing.
 */
export interface AlarmDesk {
  /** Seen. Of one alarm, or of `all` that want it and are not too new to be meant; gives the alarms as they stand then. */
  acknowledge(form: unknown): Promise<readonly AlarmState[]>;
  /**
   * Seen, by whoever answered a call or a message or pushed a button: of the alarms named, or of all but those that stand and
   * are too new to be meant. Those that are gone or were acknowledged before are passed over: two people may answer.
   */
  acknowledgeBy(way: ActWay, by: string, alarms?: readonly string[]): Promise<readonly AlarmState[]>;
  /** Corrective action done. */
  confirm(form: unknown): Promise<readonly AlarmState[]>;
  /** Not shown and not told for a time, for a reason; judged and recorded all the same. */
  shelve(form: unknown): Promise<readonly AlarmState[]>;
  unshelve(form: unknown): Promise<readonly AlarmState[]>;
  /** Takes a latched alarm back. */
  reset(form: unknown): Promise<readonly AlarmState[]>;
  /** A cabinet, a channel or the site goes into maintenance, or comes back from it. */
  maintenance(form: unknown): Promise<readonly AlarmState[]>;
}

/** So many alarms are acknowledged in one transaction; more come in the next. */
const MOST_AT_ONCE = 50;

/** Opens the desk on a book. */
export const createAlarmDesk = (needs: AlarmDeskNeeds): AlarmDesk => ({
  acknowledge: async (form) => {
    const { by, way, alarm } = readForm(acknowledgeForm, form, needs.language);
    if (alarm !== 'all') return await actOn(needs, { by, way, alarm, does: 'acknowledge' });
    return await acknowledgeAll(needs, way ?? 'command', by, undefined);
  },
  acknowledgeBy: (way, by, alarms) => acknowledgeAll(needs, way, by, alarms),
  confirm: async (form) => await confirm(needs, readForm(confirmForm, form, needs.language)),
  shelve: (form) => shelve(needs, form),
  unshelve: (form) => unshelve(needs, form),
  reset: async (form) => await actOn(needs, { ...readForm(resetForm, form, needs.language), does: 'reset' }),
  maintenance: (form) => maintenance(needs, form),
});

interface Wish {
  readonly by: string;
  readonly way?: ActWay | undefined;
  readonly alarm: string;
  readonly does: 'acknowledge' | 'confirm' | 'reset';
}

/** One act on one alarm. `more` is what the act says besides; `also` what else becomes known with it. */
const actOn = async (
  needs: AlarmDeskNeeds,
  { by, way, alarm: wanted, does }: Wish,
  more: Partial<AlarmActFact> = {},
  also: (alarm: string, at: UtcMillis) => readonly Fact[] = () => [],
): Promise<readonly AlarmState[]> => {
  const person = await needs.refer(by);
  const at = nowOf(needs);
  const { alarm, earlier } = found(needs, wanted);
  const changed = needs.book.happen(alarm.id, does, at);
  if (changed === undefined) throw refusalOf(needs, `alarm.refused.${does}`, { alarm: alarm.id });
  const act = actFact({ at: at.now, by: person, does, on: alarm.id, way, earlier }, more);
  return await known(needs, [act, changed, ...also(alarm.id, at.now)]);
};

const confirm = async (needs: AlarmDeskNeeds, form: ConfirmForm): Promise<readonly AlarmState[]> => {
  const { by, way, alarm, ...said } = form;
  const { cause, id, level } = found(needs, alarm).alarm;
  const { actions } = needs.handling.causes[cause];
  if (!actions.includes(said.action)) throw refusalOf(needs, 'alarm.refused.action', { alarm: id, actions: actions.join(', ') });
  if (said.action === 'other' && said.words === undefined) throw refusalOf(needs, 'alarm.refused.words');
  const { action, goods, kilograms, words } = said;
  const owesGoods = (level === 'legal' && ABOUT_FOOD.has(cause)) || kilograms !== undefined;
  if (owesGoods && goods === undefined)
    throw refusalOf(needs, 'alarm.refused.goods', { alarm: id, goods: GOODS_DISPOSITIONS.join(', ') });
  const more = {
    action,
    ...(goods === undefined ? {} : { goods }),
    ...(kilograms === undefined ? {} : { kilograms }),
    ...(words === undefined ? {} : { words }),
  };
  return await actOn(needs, { by, way, alarm: id, does: 'confirm' }, more, (on, at) => needs.disposed(on, goods, at));
};

const acknowledgeAll = async (
  needs: AlarmDeskNeeds,
  way: ActWay,
  by: string,
  alarms: readonly string[] | undefined,
): Promise<readonly AlarmState[]> => {
  const person = await needs.refer(by);
  const wanted = needs.book.open().filter(({ alarm, wasInEffect }) => {
    const isShown = wasInEffect && !alarm.shelved && !(alarm.active && needs.isUntold(alarm.id));
    const isMeant = alarms === undefined ? isShown : alarms.includes(alarm.id);
    return isMeant && !alarm.acknowledged;
  });
  const seen: AlarmState[] = [];
  for (let first = 0; first < wanted.length; first += MOST_AT_ONCE) {
    const at = nowOf(needs);
    const facts = wanted.slice(first, first + MOST_AT_ONCE).flatMap(({ alarm: { id } }): readonly Fact[] => {
      const earlier = needs.book.get(id)?.earlier ?? 0;
      const changed = needs.book.happen(id, 'acknowledge', at);
      return changed === undefined
        ? []
        : [actFact({ at: at.now, by: person, does: 'acknowledge', on: id, way, earlier }), changed];
    });
    seen.push(...(await known(needs, facts)));
  }
  return seen;
};

const shelve = async (needs: AlarmDeskNeeds, form: unknown): Promise<readonly AlarmState[]> => {
  const { by, way, alarm: wanted, reason, ...end } = readForm(shelveForm, form, needs.language);
  const person = await needs.refer(by);
  const at = nowOf(needs);
  const until = endOf(needs, end, at, { ...needs.handling.shelving, refused: 'alarm.refused.too-long' });
  const { alarm } = found(needs, wanted);
  const changed = needs.book.shelve(alarm, until, at);
  const act = actFact({ at: at.now, by: person, does: 'shelve', on: alarm.id, way }, { until, reason });
  return await known(needs, [act, ...changed]);
};

const unshelve = async (needs: AlarmDeskNeeds, form: unknown): Promise<readonly AlarmState[]> => {
  const { by, way, alarm: wanted } = readForm(unshelveForm, form, needs.language);
  const person = await needs.refer(by);
  const at = nowOf(needs);
  const { alarm } = found(needs, wanted);
  if (!alarm.shelved) throw refusalOf(needs, 'alarm.refused.unshelve', { alarm: alarm.id });
  const changed = needs.book.unshelve(kindOf(alarm), at);
  return await known(needs, [actFact({ at: at.now, by: person, does: 'unshelve', on: alarm.id, way }), ...changed]);
};

const maintenance = async (needs: AlarmDeskNeeds, form: unknown): Promise<readonly AlarmState[]> => {
  const { by, on, reason, end, ...ends } = readForm(maintenanceForm, form, needs.language);
  const { book } = needs;
  if (!book.isServed(on)) throw refusalOf(needs, 'alarm.refused.no-cabinet', { on });
  const person = await needs.refer(by);
  const at = nowOf(needs);
  const wish = {
    ...(end === true ? {} : { until: endOfMaintenance(needs, { ...ends, reason }, at) }),
    ...(reason === undefined ? {} : { reason }),
  };
  const changed = end === true ? book.endMaintenance(on, at) : book.beginMaintenance(on, at, wish);
  if (changed.length === 0) throw refusalOf(needs, 'alarm.refused.in-service', { on });
  const act: Fact = { kind: 'act', at: at.now, by: person, does: end === true ? 'in-service' : 'maintenance', on, ...wish };
  return await known(needs, [act, ...changed]);
};

/** Nothing stays quiet for ever: a maintenance without an end has a reason, and ends after the usual time. */
const endOfMaintenance = (
  needs: AlarmDeskNeeds,
  { reason, ...ends }: Ends & { reason: string | undefined },
  at: Instant,
): UtcMillis => {
  const { usual, most } = needs.handling.maintenance;
  if (ends.until !== undefined || ends.for !== undefined)
    return endOf(needs, ends, at, { most, refused: 'alarm.refused.maintained' });
  if (reason === undefined) throw refusalOf(needs, 'alarm.refused.maintenance');
  return at.now + usual;
};

/** The alarm of an id, or of the beginning of one that fits no other. */
const found = (needs: AlarmDeskNeeds, wanted: string): BookedAlarm => {
  const exact = needs.book.get(wanted);
  if (exact !== undefined) return exact;
  const [one, another] = needs.book.open().filter(({ alarm }) => alarm.id.startsWith(wanted));
  if (one === undefined) throw refusalOf(needs, 'alarm.refused.unknown', { alarm: wanted });
  if (another !== undefined) throw refusalOf(needs, 'alarm.refused.several', { alarm: wanted });
  return one;
};

interface Ends {
  readonly until?: number | undefined;
  readonly for?: number | undefined;
}

const endOf = (
  needs: AlarmDeskNeeds,
  ends: Ends,
  { now }: Instant,
  { most, refused }: { readonly most: Millis; readonly refused: MessageKey },
): UtcMillis => {
  const until = Math.round(ends.until ?? now + (ends.for ?? 0));
  if (until <= now) throw refusalOf(needs, 'alarm.refused.past');
  if (until - now > most) throw refusalOf(needs, refused, { hours: Math.round(most / 3_600_000) });
  return until;
};

interface ActOn {
  readonly at: UtcMillis;
  readonly by: PersonRef;
  readonly does: AlarmAct;
  readonly on: string;
  readonly way: ActWay | undefined;
  readonly earlier?: number;
}

const actFact = ({ at, by, does, on, way, earlier = 0 }: ActOn, more: Partial<AlarmActFact> = {}): AlarmActFact => ({
  kind: 'act',
  at,
  by,
  does,
  on,
  ...(way === undefined ? {} : { way }),
  ...(earlier === 0 ? {} : { earlier }),
  ...more,
});

/** The facts once they are durable; gives the alarms among them. */
const known = async (needs: AlarmDeskNeeds, facts: readonly Fact[]): Promise<readonly AlarmState[]> => {
  const { first } = await needs.know(facts);
  if (first === 0) throw new EdgeError('journal-full', say(needs.language, 'alarm.not-kept'));
  return facts.filter((fact): fact is AlarmFact => fact.kind === 'alarm').map(({ kind: _, at: __, ...alarm }) => alarm);
};

const nowOf = ({ clock }: AlarmDeskNeeds): Instant => {
  const { now, elapsed } = instantOf(clock);
  return { now: Math.round(now), elapsed };
};

const refusalOf = ({ language }: AlarmDeskNeeds, key: MessageKey, filling?: Filling): EdgeError =>
  refusal(language, key, filling);
