import { mqttPublisher } from '../../cloud-bridge/relay/mqtt-publisher.ts';
import type { PlatformRelay } from '../../cloud-bridge/relay/platforms/platform-relay.ts';
import type { DetailsOf } from '../../cloud-bridge/relay/platforms/test-details.ts';
import { createRelay, type Relay, type RelayNeeds } from '../../cloud-bridge/relay/relay.ts';
import type { BrokerUplink, PlatformUplink, Site } from '../config/site.ts';
import type { Clock, ClockTrust, Millis, UtcMillis } from '../domain/clock.ts';
import { NOTHING_DELIVERED } from '../domain/delivered.ts';
import type { Journal } from '../journal/journal.ts';
import type { NamedLine } from './open-lines.ts';
import type { OpenPlatformRelay } from './open-platform-relays.ts';
import { stampsOver } from './platform-stamps.ts';

/** What all relays of a gateway share. */
export interface RelaySurroundings extends Pick<RelayNeeds, 'clock' | 'random' | 'log' | 'onState'> {
  readonly journal: Pick<Journal, 'opened' | 'onSucceeded'> & RelayNeeds['blocks'];
  readonly lines: readonly NamedLine[];
  /** The machine's own clock, by which TLS judges certificates unless it is told another time. */
  readonly machine: Pick<Clock, 'now'>;
  trust(): ClockTrust;
  /** What the site's mains-sense inputs say. */
  mains(): 'on' | 'off' | undefined;
  /** A platform that TLS vouches for says what time it is (UTC ms). */
  onTrustedStamp(at: UtcMillis): void;
  /** What the site holds about a test, for municipal interfaces. */
  readonly detailsOf: DetailsOf;
  readonly openPlatform: OpenPlatformRelay;
}

/** The relay of one uplink, of either kind. */
export type UplinkRelay = Relay | PlatformRelay;

/** A relay for each uplink of the site; new ones whenever a new journal takes the place of the one before. */
export interface Relays {
  start(): void;
  /** Those of the journal that is open. */
  now(): readonly UplinkRelay[];
  /** Hands over what is sealed for at most `most`, and ends. */
  stop(most: Millis): Promise<void>;
}

/** Opens the relays of a site; an uplink that is new to the journal receives the past. */
export const openRelays = (site: Site, around: RelaySurroundings): Relays => {
  let current = relaysOfJournal(site, around);
  let started = false;
  let changed: Promise<void> = Promise.resolve();
  const begin = (relays: readonly UplinkRelay[]): void => {
    if (started && relays === current) for (const relay of relays) relay.start();
  };
  around.journal.onSucceeded(() => {
    const [before, next] = [current, relaysOfJournal(site, around)];
    current = next;
    // To their brokers they are the same clients: two at once would put each other out again and again.
    changed = changed
      .then(() => ended(before, 0))
      .then(() => {
        endStates(before, around.onState);
        begin(next);
      });
  });
  return {
    start: () => {
      started = true;
      begin(current);
    },
    now: () => current,
    stop: async (most) => {
      await changed;
      await ended(current, most);
    },
  };
};

const ended = async (relays: readonly UplinkRelay[], most: Millis): Promise<void> => {
  await Promise.all(relays.map((relay) => relay.stop(most)));
};

/**
 * What was wrong with an uplink of the journal before has nobody left to end it: the new journal's relay says it again where it
 * is still so. Only what another box wrote into that journal stays said.
 */
const endStates = (relays: readonly UplinkRelay[], tell: RelaySurroundings['onState']): void => {
  for (const { id, states } of relays.map((relay) => relay.status()))
    for (const state of states.keys()) if (state !== 'foreign-frontier') tell({ on: `uplink:${id}`, state, active: false });
};

const relaysOfJournal = (site: Site, around: RelaySurroundings): readonly UplinkRelay[] =>
  site.uplinks.map((uplink) =>
    uplink.kind === 'mqtt' ? brokerRelay(uplink, site, around) : platformRelay(uplink, site, around),
  );

const brokerRelay = (
  { id, acknowledge, ...access }: BrokerUplink,
  { gateway }: Site,
  { journal, lines, machine, trust, onTrustedStamp, ...needs }: RelaySurroundings,
): Relay =>
  createRelay({
    ...needs,
    ...stampsOver(access.url, onTrustedStamp),
    blocks: blocksOf(journal),
    gateway: gateway.id,
    uplink: id,
    acknowledge,
    opened: openedFor(id, journal),
    describe: () => ({ boot: journal.opened.boot, clock: trust(), ...counted(lines) }),
    publisher: mqttPublisher({
      ...access,
      clientId: `larder-${gateway.id}-${id}`,
      // A box that starts in 1970 must still open TLS: while its clock is behind the record, dates are judged at the record's time.
      timeForCertificates: () => (needs.clock.now() > machine.now() ? needs.clock.now() : undefined),
    }),
  });

const platformRelay = (uplink: PlatformUplink, { gateway }: Site, around: RelaySurroundings): PlatformRelay => {
  const { journal, clock, random, log, onState, detailsOf, openPlatform } = around;
  const shared = { clock, random, log, onState, detailsOf, gateway: gateway.id, blocks: blocksOf(journal) };
  return openPlatform(uplink, { ...shared, opened: openedFor(uplink.id, journal) });
};

/** The journal as it was when it was opened; an uplink that is new to it has nothing yet. */
const openedFor = (uplink: string, { opened }: RelaySurroundings['journal']): RelayNeeds['opened'] => ({
  ...opened,
  delivered: opened.delivered[uplink] ?? { urgent: NOTHING_DELIVERED, readings: NOTHING_DELIVERED },
});

/** The blocks of the journal that is open now, for as long as it is: numbers of another mean nothing in it. */
const blocksOf = (journal: RelaySurroundings['journal']): RelayNeeds['blocks'] => {
  const { journal: own } = journal.opened;
  const isOpen = (): boolean => journal.opened.journal === own;
  return {
    undelivered: async (lane, delivered, want) => (isOpen() ? await journal.undelivered(lane, delivered, want) : []),
    blocks: async (lane, first, last, bytes) => (isOpen() ? await journal.blocks(lane, first, last, bytes) : []),
    settle: (uplink, lane, delivered) => {
      if (isOpen()) journal.settle(uplink, lane, delivered);
    },
    onSealed: (listener) => journal.onSealed((lane, head) => isOpen() && listener(lane, head)),
  };
};

/** What was counted on each line and of each unit, for the platform: a site that is silent must not look healthy. */
const counted = (lines: readonly NamedLine[]): Pick<ReturnType<RelayNeeds['describe']>, 'lines' | 'units'> => {
  const all = lines.map(({ id, line }) => ({ id, counters: line.counters() }));
  return {
    lines: Object.fromEntries(
      all.map(({ id, counters: { connected, utilisation, quarantines, reopenings } }) => [
        id,
        { connected, utilisation, quarantines, reopenings },
      ]),
    ),
    units: Object.fromEntries(
      all.flatMap(({ counters }) => Object.entries(counters.units).map(([device, unit]) => [device, { ...unit }])),
    ),
  };
};
