import { mqttPublisher } from '../../cloud-bridge/relay/mqtt-publisher.ts';
import { createRelay, type Relay, type RelayNeeds } from '../../cloud-bridge/relay/relay.ts';
import type { Site } from '../config/site.ts';
import type { ClockTrust } from '../domain/clock.ts';
import { NOTHING_DELIVERED } from '../domain/delivered.ts';
import type { OpenedJournal } from '../journal/journal-settings.ts';
import type { NamedLine } from './open-lines.ts';

/** What all relays of a gateway share. */
export interface RelaySurroundings extends Pick<RelayNeeds, 'blocks' | 'clock' | 'random' | 'log' | 'onState'> {
  readonly opened: OpenedJournal;
  readonly lines: readonly NamedLine[];
  trust(): ClockTrust;
}

/** A relay for each uplink of the site; one that is new to the journal receives the past. */
export const openRelays = ({ gateway, uplinks }: Site, { opened, lines, trust, ...needs }: RelaySurroundings): readonly Relay[] =>
  uplinks.map(({ id, acknowledge, ...access }) =>
    createRelay({
      ...needs,
      gateway: gateway.id,
      uplink: id,
      acknowledge,
      opened: { ...opened, delivered: opened.delivered[id] ?? { urgent: NOTHING_DELIVERED, readings: NOTHING_DELIVERED } },
      describe: () => ({ boot: opened.boot, clock: trust(), ...counted(lines) }),
      publisher: mqttPublisher({
        ...access,
        clientId: `larder-${gateway.id}-${id}`,
        // A box that starts in 1970 must still open TLS: until its time is sure, dates are judged at the record's last known time.
        timeForCertificates: () => (trust() === 'sure' || opened.lastKnown === 0 ? undefined : opened.lastKnown),
      }),
    }),
  );

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
