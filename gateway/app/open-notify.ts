import type { Site, SiteNotify } from '../config/site.ts';
import { type AlarmCause, type AlarmState, RECORD } from '../domain/alarm.ts';
import type { Clock } from '../domain/clock.ts';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import type { Fact } from '../domain/fact.ts';
import { cabinetNames } from '../domain/messages/cabinet-names.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { NoticeFact } from '../domain/supervision-fact.ts';
import type { Intake } from '../intake/intake.ts';
import type { Journal } from '../journal/journal.ts';
import type { IncomingMessage } from '../notify/modem/incoming.ts';
import type { ModemState } from '../notify/modem/modem-state.ts';
import { OutputFollower, type SwitchedOutput } from '../notify/output-follower.ts';
import type { MessageWay } from '../notify/plan/route.ts';
import { createReplies, type Replies, type Reply, type ReplyOutcome } from '../notify/replies.ts';
import { Teller } from '../notify/teller.ts';
import type { Undelivered } from '../notify/undelivered.ts';
import { createWayHealth } from '../notify/way-health.ts';
import { type DeadlineSources, dueThings } from './due-things.ts';
import type { Host } from './host.ts';
import { createLastNotices, type ShownNotice } from './last-notices.ts';
import type { StateChange } from './lasting-states.ts';
import { isNetworkBack } from './network-back.ts';
import type { NamedLine } from './open-lines.ts';
import { quietCabinets } from './quiet-cabinets.ts';
import type { SitePeople } from './site-people.ts';
import { takeReply } from './take-reply.ts';
import { siteOutputs, siteWays } from './telling-ways.ts';

/** What telling people needs of the gateway around it. */
export interface TellingNeeds {
  readonly journal: Pick<Journal, 'opened'>;
  readonly people: SitePeople;
  readonly clock: Clock;
  readonly host: Pick<Host, 'openPort' | 'callWebhook'>;
  readonly newId: () => string;
  readonly log: { warn(details: Readonly<Record<string, unknown>>, words: string): void };
  know: Intake['know'];
  /** Whether somebody vouches for the time. */
  isTimeSure(): boolean;
  onState(change: StateChange): void;
  readonly desk: {
    /** Acknowledges alarms for a person who replied. */
    acknowledgeBy(way: 'sms', person: string, alarms: readonly string[]): Promise<unknown>;
  };
  /** The lines, once they are there. */
  lines(): readonly NamedLine[];
  /** What to do first about an alarm of this cause. */
  todo(cause: AlarmCause): string;
  /** A channel's latest good value; undefined where there is none. */
  latestOf(channel: string): number | undefined;
  /** Alarms that stand, or of which somebody is still owed something. */
  owed(): readonly AlarmState[];
  readonly deadlines: Pick<DeadlineSources, 'states' | 'openCases' | 'unsigned'>;
}

/** Telling people, at work. */
export interface Telling {
  start(standing: readonly AlarmState[]): void;
  /** What became known, once it is durable. */
  take(facts: readonly Fact[]): void;
  /** True while the first message that names the alarm is still to come. */
  isUntold(alarm: string): boolean;
  takeStates(): readonly SavedState[];
  account(): TellingAccount;
  /** Sends a test; gives the ids of its notices. @throws EdgeError `request-refused` where no way reaches the person. */
  test(to: string, by: string, ways: readonly MessageWay[]): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** What became of telling people, for the screen. */
export interface TellingAccount {
  readonly waiting: number;
  /** What the modem said and nobody could understand. */
  readonly unreadable: number;
  readonly last: readonly ShownNotice[];
  /** Messages about alarms that have come to nothing so far. */
  readonly undelivered: readonly Undelivered[];
  /** Short messages that came in, by what came of them, and the last ones. */
  readonly replies: { readonly counts: Readonly<Partial<Record<ReplyOutcome, number>>>; readonly last: readonly Reply[] };
}

/** Ways that go over the site's network, and could bring nothing while nobody vouched for the time. */
const BY_NETWORK = ['webhook', 'mail'] as const;

/** Opens all ways of a site to tell people, where the last run left off. @throws EdgeError `key-unreadable`. */
export const openTelling = async (site: Site, notify: SiteNotify, needs: TellingNeeds): Promise<Telling> => {
  const { clock, newId, know, onState, log, journal, people, todo, latestOf, owed } = needs;
  const saved = journal.opened.states;
  await nameTold(people);
  const health = createWayHealth(onState);
  const last = createLastNotices();
  const replies = createReplies(saved);
  const { ways, modem } = await siteWays(notify, {
    clock, host: needs.host, onState, people, saved, dataFolder: site.dataFolder,
    keep: () => know([]),
    onMessage: (message) => hear(message),
    onUnreadable: (raw) => replies.note({ at: clock.now(), from: '', text: raw, outcome: 'unreadable' }),
    onReport: (notice, fate) => teller.reported(notice, fate),
    isTimeSure: needs.isTimeSure,
    onBack: (way) => teller.isBack(way),
  }); // biome-ignore format: a list to read
  const facts = siteFacts(site);
  const teller = new Teller({
    ...facts, clock, newId, ways, refOf: people.refOf, know, todo, latestOf, owed, saved,
    routes: { ...notify, people: people.now(), webhooks: notify.webhooks.map(({ id }) => id) },
    ill: () => [...health.failing().map((on) => on.slice('notify:'.length)), ...illModem(modem?.lasting() ?? [], site)],
    due: () => dueThings({ ...needs.deadlines, cabinetOf: facts.cabinetOf, language: facts.language }),
    quiet: () => quietCabinets(needs.deadlines.states(), facts.cabinetOf),
    onFate: (fact, notice, final) => {
      health.note(fact, final);
      last.note(fact, notice);
    },
  }); // biome-ignore format: a list to read
  const show = followedBy(teller, siteOutputs(notify, needs.lines), needs, last.note);
  const hear = hearing(teller, replies, needs);
  for (const { key } of teller.ignored) log.warn({ key }, 'a saved state of telling people could not be read and starts fresh');
  return {
    start: (standing) => {
      modem?.start();
      teller.begin(standing);
      show.now();
    },
    take: (known) => {
      teller.take(known);
      if (known.some(isNetworkBack)) for (const way of BY_NETWORK) teller.isBack(way);
      if (known.some(({ kind }) => kind === 'alarm')) show.now();
    },
    isUntold: (alarm) => teller.isUntold(alarm),
    takeStates: () => [teller, replies, ...(modem === undefined ? [] : [modem])].flatMap((part) => part.takeStates()),
    account: () => ({
      waiting: teller.waiting(), unreadable: modem?.unreadable() ?? 0, last: last.all(), undelivered: teller.undelivered(),
      replies: { counts: replies.counts(), last: replies.last() },
    }), // biome-ignore format: a list to read
    test: async (to, by, wanted) => {
      const notices = teller.test(to, wanted);
      if (notices.length === 0) throw new EdgeError('request-refused', say(site.gateway.language, 'notify.unreachable', { to }));
      await know([{ kind: 'act', at: clock.now(), by: await people.refer(by), does: 'test-notice', on: notices.join(' ') }]);
      return notices;
    },
    stop: async () => {
      show.stop();
      await Promise.all([teller.stop(), modem?.stop()]);
    },
  };
};

/** Who it is stands beside the record before any fact says that a person was told. */
const nameTold = async (people: SitePeople): Promise<void> =>
  void (await Promise.all(people.now().map(({ id }) => people.refer(id))));

/** Keeps lamp and buzzer as the alarms stand: the lamp while one does, the buzzer while nobody has acknowledged. */
const followedBy = (
  teller: Teller,
  outputs: readonly SwitchedOutput[],
  { clock, newId, know, onState, log }: TellingNeeds,
  shown: (fact: NoticeFact) => void,
) => {
  const note = (fact: NoticeFact): void => {
    shown(fact);
    void know([fact]).catch((error: unknown) => log.warn({ error: wordsOf(error) }, 'a switched lamp was not recorded'));
  };
  const followers = outputs.map((output) => ({
    way: output.way,
    follower: new OutputFollower(output, { clock, newId, note, onState }),
  }));
  return {
    now: (): void => {
      const { standing, calling } = teller.shows();
      for (const { way, follower } of followers) {
        const alarms = way === 'lamp' ? standing : calling;
        follower.follow(alarms.length > 0, alarms);
      }
    },
    stop: (): void => {
      for (const { follower } of followers) follower.stop();
    },
  };
};

/** Takes a short message that came in, and notes what came of it. Neither number nor text stands in the log or in the record. */
const hearing =
  (teller: Teller, replies: Replies, { people, clock, desk, log, isTimeSure }: TellingNeeds) =>
  (message: IncomingMessage): void => {
    const { from, by, outcome, alarms } = takeReply(message, {
      people,
      now: () => clock.now(),
      isTimeSure,
      repliedBy: (person, code, age) => teller.repliedBy(person, code, age),
    });
    replies.note({ at: clock.now(), from, text: message.text, outcome });
    if (by === undefined) log.warn({ outcome }, 'a short message acknowledges nothing');
    else
      void desk
        .acknowledgeBy('sms', by, alarms)
        .catch((error: unknown) => log.warn({ error: wordsOf(error) }, 'a reply was not kept'));
  };

/** What plan and words need of the site. */
const siteFacts = ({ channels, devices, gateway }: Site) => {
  const lineOf = new Map(devices.map(({ id, line }) => [id, line]));
  const channelOf = new Map(channels.map((channel) => [channel.id, channel]));
  const cabinetOf = cabinetNames(channels, gateway.language);
  return {
    site: gateway.name,
    language: gateway.language,
    timezone: gateway.timezone,
    cabinets: new Set(channels.filter(({ rule }) => rule !== undefined).map(({ cabinet }) => cabinet)).size,
    channel: (id: string) =>
      id === RECORD ? { cabinet: cabinetOf(id), unit: 'none' as const, resolution: 1 } : channelOf.get(id),
    cabinetOf,
    placeOf: (id: string) => {
      const channel = channelOf.get(id);
      return channel && { cabinet: channel.cabinet, device: channel.device, line: lineOf.get(channel.device) ?? '' };
    },
  };
};

const illModem = (states: readonly ModemState[], { gateway }: Site): readonly string[] =>
  states.map((state) => say(gateway.language, `notify.state.${state}`));
