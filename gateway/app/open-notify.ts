import type { Site, SiteNotify } from '../config/site.ts';
import type { AlarmState } from '../domain/alarm.ts';
import type { Clock } from '../domain/clock.ts';
import { EdgeError, wordsOf } from '../domain/edge-error.ts';
import type { Fact } from '../domain/fact.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { NoticeFact } from '../domain/supervision-fact.ts';
import type { Intake } from '../intake/intake.ts';
import type { Beside } from '../journal/beside.ts';
import type { Journal } from '../journal/journal.ts';
import { sameNumber } from '../notify/modem/address.ts';
import type { ModemState } from '../notify/modem/modem-state.ts';
import { saysSeen } from '../notify/modem/reply-words.ts';
import { OutputFollower, type SwitchedOutput } from '../notify/output-follower.ts';
import type { MessageWay } from '../notify/plan/route.ts';
import { Teller } from '../notify/teller.ts';
import { createWayHealth } from '../notify/way-health.ts';
import type { Host } from './host.ts';
import { createLastNotices, type ShownNotice } from './last-notices.ts';
import type { StateChange } from './lasting-states.ts';
import type { NamedLine } from './open-lines.ts';
import { siteOutputs, siteWays } from './telling-ways.ts';
import { toldPeople } from './told-people.ts';

/** What telling people needs of the gateway around it. */
export interface TellingNeeds {
  readonly journal: Pick<Journal, 'opened'> & Pick<Beside, 'name'>;
  readonly clock: Clock;
  readonly host: Pick<Host, 'openPort' | 'callWebhook'>;
  readonly newId: () => string;
  readonly log: { warn(details: Readonly<Record<string, unknown>>, words: string): void };
  know: Intake['know'];
  onState(change: StateChange): void;
  readonly desk: {
    /** Acknowledges alarms for a person who replied. */
    acknowledgeBy(way: 'sms', person: string, alarms: readonly string[]): Promise<unknown>;
  };
  /** The lines, once they are there. */
  lines(): readonly NamedLine[];
}

/** Telling people, at work. */
export interface Telling {
  start(standing: readonly AlarmState[]): void;
  /** What became known, once it is durable. */
  take(facts: readonly Fact[]): void;
  takeStates(): readonly SavedState[];
  account(): { readonly waiting: number; readonly unreadable: number; readonly last: readonly ShownNotice[] };
  /** Sends a test; gives the ids of its notices. @throws EdgeError `request-refused` where no way reaches the person. */
  test(to: string, by: string, ways: readonly MessageWay[]): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** Opens all ways of a site to tell people, where the last run left off. @throws EdgeError `key-unreadable`. */
export const openTelling = async (site: Site, notify: SiteNotify, needs: TellingNeeds): Promise<Telling> => {
  const { clock, newId, know, onState, log, journal } = needs;
  const refOf = await toldPeople(site, journal);
  const health = createWayHealth(onState);
  const last = createLastNotices();
  const { ways, modem } = await siteWays(notify, {
    clock, host: needs.host, onState, people: site.people,
    onMessage: (from, text) => reply(from, text),
    onDelivered: (notice) => teller.delivered(notice),
  }); // biome-ignore format: a list to read
  const teller = new Teller({
    ...siteFacts(site), clock, newId, ways, refOf, know,
    saved: journal.opened.states,
    routes: { ...notify, people: site.people, webhooks: notify.webhooks.map(({ id }) => id) },
    ill: () => [...health.failing().map((on) => on.slice('notify:'.length)), ...illModem(modem?.lasting() ?? [], site)],
    onFate: (fact, notice, final) => {
      health.note(fact, final);
      last.note(fact, notice);
    },
  }); // biome-ignore format: a list to read
  const show = followedBy(teller, siteOutputs(notify, needs.lines), needs, last.note);
  const reply = replies(site.people, teller, needs);
  for (const { key } of teller.ignored) log.warn({ key }, 'a saved state of telling people could not be read and starts fresh');
  return {
    start: (standing) => {
      modem?.start();
      teller.begin(standing);
      show.now();
    },
    take: (facts) => {
      teller.take(facts);
      if (facts.some(({ kind }) => kind === 'alarm')) show.now();
    },
    takeStates: () => teller.takeStates(),
    account: () => ({ waiting: teller.waiting(), unreadable: modem?.unreadable() ?? 0, last: last.all() }),
    test: async (to, by, wanted) => {
      const notices = teller.test(to, wanted);
      if (notices.length === 0) throw new EdgeError('request-refused', say(site.gateway.language, 'notify.unreachable', { to }));
      await know([{ kind: 'act', at: clock.now(), by: refOf(by), does: 'test-notice', on: notices.join(' ') }]);
      return notices;
    },
    stop: async () => {
      show.stop();
      await Promise.all([teller.stop(), modem?.stop()]);
    },
  };
};

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

/** Takes a short message that came in: only that of a person of the site, and only that it was seen. */
const replies =
  (people: Site['people'], teller: Teller, { desk, log }: TellingNeeds) =>
  (from: string, text: string): void => {
    const person = people.find(({ phone }) => phone !== undefined && sameNumber(phone, from));
    // Neither number nor text: whoever writes here by mistake has a right to it.
    if (person === undefined || !saysSeen(text)) {
      log.warn({ person: person?.id }, 'a short message acknowledges nothing');
      return;
    }
    const alarms = teller.repliedBy(person.id, 'sms');
    const failed = (error: unknown): void => log.warn({ error: wordsOf(error) }, 'a reply was not kept');
    if (alarms.length > 0) void desk.acknowledgeBy('sms', person.id, alarms).catch(failed);
  };

/** What plan and words need of the site. */
const siteFacts = ({ channels, devices, gateway }: Site) => {
  const lineOf = new Map(devices.map(({ id, line }) => [id, line]));
  const channelOf = new Map(channels.map((channel) => [channel.id, channel]));
  return {
    site: gateway.name,
    language: gateway.language,
    timezone: gateway.timezone,
    cabinets: new Set(channels.filter(({ rule }) => rule !== undefined).map(({ cabinet }) => cabinet)).size,
    channel: (id: string) => channelOf.get(id),
    placeOf: (id: string) => {
      const channel = channelOf.get(id);
      return channel && { cabinet: channel.cabinet, device: channel.device, line: lineOf.get(channel.device) ?? '' };
    },
  };
};

const illModem = (states: readonly ModemState[], { gateway }: Site): readonly string[] =>
  states.map((state) => say(gateway.language, `notify.state.${state}`));
