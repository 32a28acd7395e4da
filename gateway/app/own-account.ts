import type { Refusal } from '../../cloud-bridge/relay/platforms/record-lane.ts';
import type { Waiting } from '../../cloud-bridge/relay/platforms/waiting-records.ts';
import type { LineCounters } from '../acquire/modbus/line-counters.ts';
import type { AlarmRow } from '../cases/alarms/alarm-rows.ts';
import type { Site } from '../config/site.ts';
import type { ClockTrust, UtcMillis } from '../domain/clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { LiveView } from './live-view.ts';
import type { NamedLine } from './open-lines.ts';
import type { Telling } from './open-notify.ts';
import type { Relays, UplinkRelay } from './open-relays.ts';
import type { Station } from './open-station.ts';
import type { GatewayStatus } from './status.ts';
import type { StorageWatch } from './storage-watch.ts';
import type { Supervision } from './supervision.ts';

/** Everything that a gateway's account of itself is made of. */
export interface AccountSources {
  readonly site: Site;
  readonly version: string;
  readonly startedAt: UtcMillis;
  readonly opened: Journal['opened'];
  readonly view: LiveView;
  readonly rowOf: Supervision['rowOf'];
  now(): UtcMillis;
  trust(): ClockTrust;
  readonly storage: Pick<StorageWatch, 'status'>;
  readonly lines: readonly NamedLine[];
  readonly station: Station | undefined;
  readonly telling: Telling | undefined;
  readonly relays: Pick<Relays, 'now'>;
}

/** Gives the gateway's account of itself whenever it is asked. */
export const ownAccount = (sources: AccountSources) => async (): Promise<GatewayStatus> => {
  const { site, view, lines, station, telling, relays } = sources;
  const { journal: id, heads, bytes, dropped, setAside, trouble } = await sources.storage.status();
  return {
    gateway: site.gateway.id,
    name: site.gateway.name,
    version: sources.version,
    at: sources.now(),
    timezone: site.gateway.timezone,
    startedAt: sources.startedAt,
    boot: sources.opened.boot,
    clock: sources.trust(),
    journal: {
      id,
      readings: heads.readings[0],
      urgent: heads.urgent[0],
      bytes,
      dropped,
      setAside: [...setAside],
      ...(trouble === undefined ? {} : { trouble }),
    },
    channels: [...view.channels()],
    alarms: view.alarms().map((alarm) => alarmAccount(sources.rowOf(alarm))),
    states: view.states().map((state) => ({ ...state })),
    lines: lines.map(({ id: name, line }) => lineAccount(name, line.counters())),
    ...(station === undefined ? {} : { station: stationAccount(station) }),
    ...(telling === undefined ? {} : { notify: tellingAccount(telling) }),
    uplinks: relays.now().map((relay) => uplinkAccount(relay)),
  };
};

const alarmAccount = ({ wants, actions, ...row }: AlarmRow): GatewayStatus['alarms'][number] => ({
  ...row,
  wants: [...wants],
  actions: { ...actions },
});

const lineAccount = (id: string, { units, ...counters }: LineCounters): GatewayStatus['lines'][number] => ({
  id,
  ...counters,
  units: Object.fromEntries(Object.entries(units).map(([device, unit]) => [device, { ...unit }])),
});

const stationAccount = ({ desk, analyzers }: Station): NonNullable<GatewayStatus['station']> => ({
  analyzers: analyzers().map(({ id, counters }) => ({ id, connected: counters.connected, counters: { ...counters } })),
  counts: { ...desk.counts() },
  quarantined: desk.quarantine().length,
  openCases: desk.openCases().length,
  undecided: desk.undecided().length,
  stoppingSheets: desk.stoppingSheets().map((row) => ({ ...row, channels: [...row.channels] })),
});

const tellingAccount = (telling: Telling): NonNullable<GatewayStatus['notify']> => {
  const { waiting, unreadable, last, undelivered, replies } = telling.account();
  return {
    waiting,
    unreadable,
    last: last.map((notice) => ({ ...notice })),
    undelivered: undelivered.map(({ notice: { way, to, through, about }, at, attempts, reason, isTried }) => ({
      at, way, to: to ?? through ?? '', about, attempts, reason, isTried,
    })), // biome-ignore format: a list to read
    replies: { counts: { ...replies.counts }, last: replies.last.map((reply) => ({ ...reply })) },
  };
};

const uplinkAccount = (relay: UplinkRelay): GatewayStatus['uplinks'][number] => {
  const status = relay.status();
  const { id, connected, backlog, counters, states, failure } = status;
  const { refused } = counters;
  return {
    id,
    connected,
    backlog: backlog.readings + backlog.urgent,
    refused,
    counters: { ...counters },
    states: Object.fromEntries(states),
    ...('waiting' in status ? { waiting: status.waiting.map(shown), refusals: status.refusals.map(shown) } : {}),
    ...(failure === undefined ? {} : { failure: { code: failure.code, message: failure.message } }),
  };
};

const shown = ({ test, why, ...more }: Waiting | Refusal) => ({ test, why, words: 'what' in more ? more.what : more.words });
