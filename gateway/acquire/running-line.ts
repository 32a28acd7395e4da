import type { Clock, Millis } from '../domain/clock.ts';
import type { Observation } from '../domain/observation.ts';
import { IdentityWatch } from './identity-watch.ts';
import { LineConnection } from './line/line-connection.ts';
import type { LineSettings } from './line/line-settings.ts';
import { openPort } from './line/open-port.ts';
import type { Adapter, OpenedPort } from './line/opened-port.ts';
import type { Answer } from './modbus/answer.ts';
import type { Bus } from './modbus/bus.ts';
import type { LineCounters } from './modbus/line-counters.ts';
import { LinePolling } from './modbus/line-polling.ts';
import { LineTally } from './modbus/line-tally.ts';
import type { EchoMemory } from './modbus/local-echo.ts';
import type { PolledDevice } from './modbus/polled-device.ts';
import { PolledUnit } from './modbus/polled-unit.ts';
import { questionOf } from './modbus/question.ts';
import type { Request } from './modbus/request.ts';
import { RtuBus } from './modbus/rtu-bus.ts';
import { rtuTiming } from './modbus/rtu-timing.ts';
import { TcpBus } from './modbus/tcp-bus.ts';
import { type TransactionIds, transactionIds } from './modbus/transaction-ids.ts';
import { SteadyStates } from './steady-states.ts';

/** A state of a line or a unit that lasts: it began, or it is over. */
export interface LineState {
  /** `line:kitchen`, or a device's id. */
  readonly on: string;
  /** `lost`: the port is gone. `noisy`: the line is never quiet. `overloaded`: it has no time for all polls. `early`: answers come before their questions can have ended, so none is taken. `silent`: the unit doesn't answer. `unlike`: it answers, but not as its profile says that it would. */
  readonly state: 'lost' | 'noisy' | 'overloaded' | 'early' | 'silent' | 'unlike';
  readonly active: boolean;
  readonly reason?: string;
}

/** Where a line tells what a technician may want to know. */
export interface LineLog {
  info(details: Readonly<Record<string, unknown>>, words: string): void;
  warn(details: Readonly<Record<string, unknown>>, words: string): void;
}

/** What a line needs. */
export interface LineNeeds {
  readonly clock: Clock;
  /** Opens the line's port, a new one at each call; the real ones when absent. Aborting `signal` gives up the opening. */
  readonly open?: (settings: LineSettings, signal: AbortSignal) => Promise<OpenedPort>;
  onObservation(observation: Observation): void;
  onState(change: LineState): void;
  readonly log: LineLog;
}

/** A line at work. */
export interface RunningLine {
  start(): void;
  /** Asks no more, lets the port go; within two seconds, whatever is under way. */
  stop(): Promise<void>;
  counters(): LineCounters;
  /** Asks one thing besides the polls, by the line's one owner. Throws usage for what Modbus can't carry, line-busy when too much waits. */
  ask(request: Request): Promise<Answer>;
  /** When the line's loop last came round, on the clock that only grows: a watchdog looks at it. */
  cameRoundAt(): Millis;
}

class Line implements RunningLine {
  readonly #settings: LineSettings;
  readonly #needs: LineNeeds;
  readonly #units: readonly PolledUnit[];
  readonly #polling: LinePolling;
  readonly #connection: LineConnection;
  readonly #ids: TransactionIds;
  readonly #echo: EchoMemory;
  readonly #identities: IdentityWatch;
  /** No unit is slower: the site's word, or its profile's where that is slower still. */
  readonly #slowest: Millis;
  readonly #tally: LineTally;
  readonly #states: SteadyStates<LineState>;
  #adapter: Adapter | undefined;
  #connected = false;
  #refreshing = false;

  constructor(settings: LineSettings, devices: readonly PolledDevice[], needs: LineNeeds) {
    const { clock } = needs;
    this.#settings = settings;
    this.#needs = needs;
    this.#ids = transactionIds(clock.now());
    this.#echo = { heard: devices.some(({ profile }) => profile.quirks.localEcho === true) };
    this.#states = new SteadyStates(clock, (change) => this.#tell(change));
    this.#slowest = Math.max(settings.slowest, ...devices.map(({ profile }) => profile.quirks.slowAnswer ?? 0));
    this.#units = devices.map((device) => new PolledUnit(device, this.#slowest, clock.elapsed(), this.#unitListener()));
    this.#tally = new LineTally({
      onDerailed: (reason) => this.#reopen(reason),
      onEarly: (active) => this.#change('early', active),
    });
    this.#polling = new LinePolling({
      clock,
      tally: this.#tally,
      units: this.#units.filter(({ read }) => read !== undefined),
      slowest: this.#slowest,
      onDeaf: () => this.#reopen('no unit has answered for a while'),
      onNoise: (active) => this.#change('noisy', active),
      onOverload: (active) => this.#change('overloaded', active),
    });
    this.#identities = new IdentityWatch({
      clock,
      ask: (request) => this.ask(request),
      onUnlike: ({ id: on }, said) =>
        this.#states.change({ on, state: 'unlike', active: said !== undefined, ...(said === undefined ? {} : { reason: said }) }),
    });
    const open = needs.open ?? ((each, signal) => openPort(each, clock, signal));
    this.#connection = new LineConnection({
      clock,
      open: (signal) => open(settings, signal),
      onUp: (port) => this.#onUp(port),
      onDown: (reason) => this.#onDown(reason),
    });
  }

  start(): void {
    this.#polling.start();
    this.#connection.start();
  }

  async stop(): Promise<void> {
    await this.#polling.stop();
    await this.#connection.stop();
    this.#states.stop();
  }

  counters(): LineCounters {
    const { quarantines, openings, noiseBytes } = this.#tally;
    return {
      utilisation: this.#polling.utilisation(),
      quarantines,
      reopenings: Math.max(0, openings - 1),
      noiseBytes,
      connected: this.#connected,
      ...(this.#adapter === undefined ? {} : { adapter: this.#adapter }),
      units: Object.fromEntries(this.#units.map(({ device, counters }) => [device.id, { ...counters }])),
    };
  }

  ask(request: Request): Promise<Answer> {
    return this.#polling.ask(questionOf(request));
  }

  cameRoundAt(): Millis {
    return this.#polling.cameRoundAt();
  }

  #onUp(port: OpenedPort): void {
    this.#tally.openings += 1;
    this.#connected = true;
    this.#meet(port.adapter);
    this.#refreshing = false;
    this.#change('lost', false);
    for (const unit of this.#units) unit.hopeAgain();
    this.#polling.use(this.#busOn(port));
  }

  #onDown(reason: string): void {
    this.#polling.use(undefined);
    this.#connected = false;
    // A port that is closed only to be opened anew isn't lost, unless it fails to open.
    if (!this.#refreshing) this.#change('lost', true, reason);
    this.#refreshing = false;
  }

  #busOn(port: OpenedPort): Bus {
    const { clock } = this.#needs;
    if (this.#settings.link.kind === 'tcp') return new TcpBus(port, { clock, ids: this.#ids, witness: this.#tally });
    const timing = rtuTiming(this.#settings, this.#slowest, port.adapter?.latency);
    return new RtuBus(port, { clock, timing, echo: this.#echo, witness: this.#tally });
  }

  #meet(adapter: Adapter | undefined): void {
    const { id: line, rs485 } = this.#settings;
    this.#adapter = adapter;
    this.#needs.log.info({ line, adapter }, 'the port is open');
    if (rs485 !== 'on' || adapter === undefined || adapter.rs485 !== 'unknown') return;
    // Only an ioctl would switch it, and Node has none: the system must do it, by device tree or when it starts.
    this.#needs.log.warn({ line }, 'rs485 is on, but nothing says that this port switches the direction; see docs/line.md');
  }

  #reopen(reason: string): void {
    this.#needs.log.info({ line: this.#settings.id, reason }, 'the port is opened anew');
    this.#refreshing = true;
    this.#connection.reopen(reason);
  }

  #change(state: LineState['state'], active: boolean, reason?: string): void {
    this.#states.change({ on: `line:${this.#settings.id}`, state, active, ...(reason === undefined ? {} : { reason }) });
  }

  #tell(change: LineState): void {
    this.#needs.log.warn({ ...change }, 'the line, or a unit on it, changed its state');
    this.#needs.onState(change);
  }

  #unitListener() {
    return {
      onObservation: (observation: Observation) => this.#needs.onObservation(observation),
      onMet: (device: PolledDevice) => this.#identities.met(device),
      onSilent: ({ id: on }: PolledDevice, active: boolean) => this.#states.change({ on, state: 'silent', active }),
    };
  }
}

/**
 * A line with its devices, not yet started. One owner asks, one question at a time. Throws profile-invalid where a
 * device's channels don't fit its profile. A line never ends by itself: whatever is lost is tried again.
 */
export const openLine = (settings: LineSettings, devices: readonly PolledDevice[], needs: LineNeeds): RunningLine =>
  new Line(settings, devices, needs);
