import type { Logger } from 'pino';
import type { Kitchen } from '../cases/kitchen/kitchen.ts';
import type { Site } from '../config/site.ts';
import { type Clock, instantOf, type Millis } from '../domain/clock.ts';
import { isSwitchedOff } from '../domain/operating-calendar.ts';
import { createIntake } from '../intake/intake.ts';
import type { Beside } from '../journal/beside.ts';
import type { Journal } from '../journal/journal.ts';
import type { JournalWorker } from '../journal/journal-client.ts';
import { createJudge, type Judge, type JudgeStart } from '../rules/judge.ts';
import { withStorage } from '../rules/storage.ts';
import { answerAlarms } from './alarm-answers.ts';
import { openControlSocket } from './control-socket.ts';
import type { Host } from './host.ts';
import { settingsOfJournal } from './journal-settings.ts';
import { answerKitchen } from './kitchen-answers.ts';
import { type StateChange, stateFact } from './lasting-states.ts';
import { createLiveView } from './live-view.ts';
import type { TimeVerdict } from './machine.ts';
import { mainsState } from './mains-state.ts';
import { answerNotify } from './notify-answers.ts';
import { onceRestored } from './once-restored.ts';
import { openKitchen, withKitchen } from './open-kitchen.ts';
import { allComeRound, type NamedLine, openLines } from './open-lines.ts';
import { platformRelays } from './open-platform-relays.ts';
import { openRelays } from './open-relays.ts';
import { openReports, type ReportParts } from './open-reports.ts';
import type { StationNeeds } from './open-station.ts';
import { type Gateway, orderlyEnd } from './orderly-end.ts';
import { ownAccount } from './own-account.ts';
import { answerProbe } from './probe-answer.ts';
import { createRecordClock } from './record-clock.ts';
import { openSitePeople } from './site-people.ts';
import { answerStation } from './station-answers.ts';
import { stationOf } from './station-of-site.ts';
import { createStorageWatch, type StorageWatch } from './storage-watch.ts';
import { openSupervision, type Supervision } from './supervision.ts';
import { announcing, tellingOf } from './telling-of-site.ts';
import { createTimeKeeper } from './time-keeper.ts';
import { createUnsignedDrafts } from './unsigned-drafts.ts';
import { uploadDetails } from './upload-details.ts';
import { startWatchdog } from './watchdog.ts';

/** What a gateway needs of the world around it. */
export interface Surroundings {
  readonly clock: Clock;
  readonly host: Host;
  /** Where the journal is to be opened. */
  readonly journalWorker: JournalWorker;
  /** Between 0 and 1. */
  readonly chance: () => number;
  readonly newId: () => string;
  readonly log: Logger;
  readonly version: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What makes reports, and when it looks; absent: child processes, each tenth minute of the hour. */
  readonly reports?: ReportParts;
  /** The record can't be kept any more: the gateway must end, and be started again. */
  onFatal(error: unknown): void;
}

/** How often silence is looked for. */
const TICK: Millis = 1000;

/**
 * Opens the record first, for it must outlive whatever comes after it, and closes it again when a later part can't be had.
 * @throws EdgeError `gateway-running`, `key-unreadable`, `journal-newer`, and whatever else a part says at its start.
 */
export const composeGateway = async (site: Site, around: Surroundings): Promise<Gateway> => {
  const time = await around.host.askTime();
  const settings = settingsOfJournal(site, around.version, time.trust, around.host.bootId());
  const journal = await around.journalWorker.open(settings, {
    onLost: around.onFatal,
    onTrouble: ({ code, message }) => around.log.error({ code, message }, 'the journal could not do what was due'),
  });
  tellOfBeginning(journal.opened, around.log);
  try {
    return await composeOn(journal, time, site, around);
  } catch (error) {
    await journal.close();
    throw error;
  }
};

const tellOfBeginning = ({ journal, begun }: Journal['opened'], log: Logger): void => {
  if (begun === 'key-without-record') log.warn({ journal }, 'a signing key was here, and no record: a new one begins');
  else if (begun !== undefined) log.error({ journal, reason: begun }, 'the journal was set aside, and a new one begins');
};

const judgeOf = (
  site: Site,
  { states, lastKnown }: Journal['opened'],
  clock: Clock,
  storage: StorageWatch,
  start: Pick<JudgeStart, 'newId' | 'timeKnown' | 'isTimeSure'>,
): Judge => {
  const { channels, calendar, keep } = site;
  const judge = createJudge(channels, {
    saved: states, at: instantOf(clock), lastKnown, commitEvery: keep.commit, ...start,
    isSwitchedOff: calendar && ((cabinet, at) => isSwitchedOff(calendar, cabinet, at)),
  }); // biome-ignore format: a list to read
  return withStorage(judge, { saved: states, newId: start.newId, isInTrouble: () => storage.trouble() !== undefined });
};

/** What stood when the last run ended: of the alarms, of the calendar and of the kitchen. */
const standingIn = (standing: Supervision['standing'], judge: Judge, kitchen: Kitchen): Supervision['standing'] => ({
  ...standing,
  states: [...standing.states, ...judge.lasting(), ...kitchen.lasting()],
});

const warnOfIgnored = (ignored: Judge['ignored'], log: Logger): void => {
  for (const { key } of ignored) log.warn({ key }, 'a saved state could not be read and starts fresh');
};

/** What all of them must know after a restart: one transaction with the facts of the same turn. */
const statesOf =
  (judge: Pick<Judge, 'takeStates'>, others: readonly (Pick<Judge, 'takeStates'> | undefined)[]): Judge['takeStates'] =>
  (last) => [...judge.takeStates(last), ...others.flatMap((other) => other?.takeStates() ?? [])];

/** What knows, decides and tells, with nothing that reaches outside the box but the ways to tell people. */
const composeCore = async (
  journal: Journal & Beside,
  time: TimeVerdict,
  site: Site,
  around: Surroundings,
  lines: () => readonly NamedLine[],
) => {
  const { log, host, onFatal } = around;
  const { opened } = journal;
  const clock = createRecordClock(around.clock, opened.lastKnown, () => keeper.trust());
  const keeper = createTimeKeeper(time, { clock, machine: around.clock, ask: host.askTime, onSure: (fact) => know([fact]) });

  const storage = createStorageWatch({ journal, clock, owedFor: () => intake.owedFor() });
  const judge = judgeOf(site, opened, clock, storage, {
    newId: around.newId, timeKnown: time.trust === 'sure', isTimeSure: () => keeper.trust() === 'sure',
  }); // biome-ignore format: a list to read
  const people = await openSitePeople(site, journal, { log, clock });
  const common: StationNeeds = {
    journal, clock, newId: around.newId, log, people, know: (facts) => intake.know(facts), onState: (change) => onState(change),
  }; // biome-ignore format: a list to read
  const supervision = await openSupervision(site, { ...common, judge, isUntold: (alarm) => telling?.isUntold(alarm) ?? false });
  const { kitchen, devices } = await openKitchen(site, { ...common, shown: () => view.channels() });
  const view = createLiveView(site.channels, clock, standingIn(supervision.standing, judge, kitchen));
  const station = await stationOf(site, common);
  const drafts = createUnsignedDrafts(opened.states, site.gateway.timezone);
  const telling = await tellingOf(
    site,
    { ...common, host, isTimeSure: () => keeper.trust() === 'sure' },
    { supervision, view, station, drafts, lines },
  );
  const judged = withKitchen(supervision.judge, kitchen);
  const takeStates = statesOf(judged, [station?.desk, drafts, telling]);
  const intake = createIntake({
    judge: { ...judged, takeStates }, journal, ...announcing(view, telling, supervision), clock, trust: keeper.trust, commitEvery: site.keep.commit, tickEvery: TICK, onJournalLost: onFatal,
  }); // biome-ignore format: a list to read
  const know = (facts: Parameters<typeof intake.know>[0]): void => void intake.know(facts).catch(onFatal);
  const onState = (change: StateChange): void => {
    log.info(change, 'a state changed');
    know([stateFact(change, clock)]);
  };
  warnOfIgnored([...judge.ignored, ...supervision.ignored], log);
  const reports = openReports(site, { ...common, drafts, isTimeSure: () => keeper.trust() === 'sure', onFatal }, around.reports);
  return {
    clock,
    keeper,
    storage,
    common,
    supervision,
    kitchen,
    devices,
    view,
    station,
    telling,
    reports,
    intake,
    know,
    onState,
  };
};

/** Which parts, in which order: the way of a reading, from the probe to the platform. */
const composeOn = async (journal: Journal & Beside, time: TimeVerdict, site: Site, around: Surroundings): Promise<Gateway> => {
  const { chance, log, version, environment, onFatal, host } = around;
  const { opened } = journal;
  const core = await composeCore(journal, time, site, around, () => lines);
  const { clock, keeper, storage, common, supervision, kitchen, devices, view, station, telling, reports, intake, onState } =
    core;

  const lines = openLines({ ...site, devices }, { clock, onObservation: intake.observe, onState, log }, host.openLine);
  const succeed = onceRestored(journal, onFatal);
  const relays = openRelays(site, {
    openPlatform: await platformRelays(site),
    detailsOf: uploadDetails(station, journal),
    journal, clock, machine: around.clock, random: chance, log, trust: keeper.trust, onTrustedStamp: keeper.stamped, lines, mains: mainsState(site.channels, view),
    onState: (change) => {
      onState(change);
      succeed(change);
    },
  }); // biome-ignore format: a list to read
  const account = ownAccount({
    site, version, opened, startedAt: clock.now(), view, now: clock.now, trust: keeper.trust, storage, lines, station, telling, relays, rowOf: supervision.rowOf,
  }); // biome-ignore format: a list to read
  const socket = await openControlSocket(site.dataFolder, {
    status: account,
    probe: answerProbe(lines),
    desk: answerStation(station, common, site.gateway.language),
    alarms: answerAlarms(supervision, view),
    kitchen: answerKitchen(kitchen),
    notify: answerNotify(telling, site.gateway.language),
    report: reports.answer,
  });

  for (const { line } of lines) line.start();
  station?.start();
  telling?.start(view.alarms());
  relays.start();
  await reports.start();
  storage.start();
  const stopWatchdog = startWatchdog({
    clock, environment, healthy: () => allComeRound(lines, clock) && !storage.isWedged(), onFailure: ({ message }) => log.warn({ message }, 'the watchdog was not fed'),
  }); // biome-ignore format: a list to read

  journal.onSucceeded(({ journal: id }) => log.error({ journal: id }, 'the journal was set aside, and a new one goes on'));
  return orderlyEnd({ clock, stopWatchdog, storage, reports, keeper, lines, station, telling, intake, journal, relays, socket });
};
