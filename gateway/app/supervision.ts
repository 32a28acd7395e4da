import type { Logger } from 'pino';
import { type AlarmBook, createAlarmBook } from '../cases/alarms/alarm-book.ts';
import { type AlarmDesk, type AlarmDeskNeeds, createAlarmDesk } from '../cases/alarms/alarm-desk.ts';
import { type AlarmRow, alarmRow } from '../cases/alarms/alarm-rows.ts';
import { loadSiteHandling } from '../cases/alarms/load-alarm-handling.ts';
import { createExcursions, type Excursions } from '../cases/excursions/excursions.ts';
import { recallNumbers } from '../cases/recall-numbers.ts';
import type { Site } from '../config/site.ts';
import type { AlarmCause, AlarmState } from '../domain/alarm.ts';
import { type Clock, instantOf } from '../domain/clock.ts';
import { wordsOf } from '../domain/edge-error.ts';
import type { Fact } from '../domain/fact.ts';
import { cabinetNames } from '../domain/messages/cabinet-names.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { Intake, IntakeNeeds } from '../intake/intake.ts';
import type { Beside } from '../journal/beside.ts';
import type { Journal } from '../journal/journal.ts';
import type { Judge } from '../rules/judge.ts';
import type { StateChange } from './lasting-states.ts';
import type { Standing } from './live-view.ts';
import { createPushButton } from './push-button.ts';
import type { SitePeople } from './site-people.ts';

interface SupervisionNeeds {
  readonly judge: Judge;
  readonly journal: Journal & Beside;
  readonly clock: Clock;
  readonly newId: () => string;
  know: Intake['know'];
  readonly log: Logger;
  readonly people: SitePeople;
  onState(change: StateChange): void;
  isUntold: AlarmDeskNeeds['isUntold'];
}

/** What stands between the rules and the record: what people said of alarms, and the account of excursions. */
export interface Supervision {
  /** The rules, with what people have said. */
  readonly judge: IntakeNeeds['judge'];
  readonly desk: AlarmDesk;
  /** What stood when the gateway ended last. */
  readonly standing: Standing;
  /** Alarms that stand, or of which somebody is still owed something. */
  open(): readonly AlarmState[];
  /** An alarm as people are shown it. */
  rowOf(alarm: Parameters<typeof alarmRow>[1]): AlarmRow;
  /** Facts that have become durable, with the number of the first. */
  numbered(facts: readonly Fact[], first: number): void;
  /** What to do first about an alarm of this cause, in the site's language. */
  todo(cause: AlarmCause): string;
  readonly ignored: readonly SavedState[];
}

/** Opens the alarm book and the account of excursions where the last run left them. @throws EdgeError `rules-invalid`. */
export const openSupervision = async (site: Site, needs: SupervisionNeeds): Promise<Supervision> => {
  const { judge, journal, clock, know } = needs;
  const { channels } = site;
  const saved = journal.opened.states;
  const handling = await loadSiteHandling(site.actionsFile, site.gateway.language);
  const book = createAlarmBook({
    saved, channels, at: instantOf(clock), standing: judge.alarms(), latches: (cause) => handling.causes[cause].latches,
    most: { shelving: handling.shelving.most, maintenance: handling.maintenance.most },
  }); // biome-ignore format: a list to read
  const excursions = createExcursions({ channels, saved, newId: needs.newId, journal: journal.opened.journal });
  await recallNumbers(excursions.recalling, journal, journal.opened.heads.urgent[0]);
  journal.onSucceeded(({ journal: id }) => excursions.succeeded(id));
  const desk = createAlarmDesk({
    book, handling, clock, know, language: site.gateway.language, refer: needs.people.refer, disposed: excursions.disposed, isUntold: needs.isUntold,
  }); // biome-ignore format: a list to read
  const { language } = site.gateway;
  const open = () => book.open().map(({ alarm }) => alarm);
  const rows = { book, handling, language, cabinetOf: cabinetNames(channels, language) };
  return {
    judge: supervised(judge, book, excursions, createPushButton(channels, site.button, pushing(desk, needs))),
    desk,
    standing: {
      alarms: open(),
      states: book.inMaintenance(),
      isOpen: (id) => book.get(id) !== undefined,
    },
    open,
    rowOf: (alarm) => alarmRow(rows, alarm),
    numbered: excursions.numbered,
    todo: (cause) => handling.causes[cause].do[site.gateway.language],
    ignored: [...book.ignored, ...excursions.ignored],
  };
};

/** What the push button does. Whoever pushes it sees the alarms go quiet, or not: nobody else can be told. */
const pushing = (desk: AlarmDesk, { log, onState }: SupervisionNeeds): Parameters<typeof createPushButton>[2] => ({
  onPush: () =>
    void desk
      .acknowledgeBy('button', 'push-button')
      .catch((error: unknown) => log.error({ error: wordsOf(error) }, 'a push of the button was not kept')),
  onChatter: (active) => onState({ on: 'notify:button', state: 'chatters', active }),
});

/** In one turn: an excursion begins before its alarm is raised, and ends with the alarm's clearing. */
const supervised = (
  judge: Judge,
  book: AlarmBook,
  excursions: Excursions,
  button: ReturnType<typeof createPushButton>,
): IntakeNeeds['judge'] => ({
  judge: (observation, at) => {
    const ended = excursions.see(observation, at);
    const facts = book.take(judge.judge(observation, at), at);
    if (facts.length > 0) excursions.note(facts);
    button.see(observation);
    return ended.length === 0 ? facts : [...facts, ...ended];
  },
  tick: (at) => {
    const judged = book.take(judge.tick(at), at);
    const facts: readonly Fact[] = [...judged, ...book.tick(at), ...excursions.tick(at)];
    if (facts.length > 0) excursions.note(facts);
    return facts;
  },
  takeStates: (last) => [...judge.takeStates(last), ...book.takeStates(), ...excursions.takeStates()],
});
