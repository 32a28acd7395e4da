import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { openLine } from '../../gateway/acquire/running-line.ts';
import { askGateway } from '../../gateway/app/ask-gateway.ts';
import { composeGateway } from '../../gateway/app/compose.ts';
import { SOCKET_NAME } from '../../gateway/app/control-socket.ts';
import type { Host } from '../../gateway/app/host.ts';
import { openLog } from '../../gateway/app/log.ts';
import type { ReportParts } from '../../gateway/app/open-reports.ts';
import type { Gateway } from '../../gateway/app/orderly-end.ts';
import type { Site } from '../../gateway/config/site.ts';
import type { ClockTrust, Millis } from '../../gateway/domain/clock.ts';
import { RESERVE_FILE } from '../../gateway/journal/disk-room.ts';
import type { ManualClock } from '../../simulators/world/manual-clock.ts';
import { createMachineClock, type MachineClock, type RunClock } from './box-clock.ts';
import { type JournalTap, journalOfBox } from './box-journal.ts';
import { type CardState, createCard } from './card.ts';
import type { Kitchen } from './kitchen.ts';
import type { Phones } from './phones.ts';

interface BoxNeeds {
  readonly site: Site;
  readonly world: ManualClock;
  readonly kitchen: Pick<Kitchen, 'open' | 'letGo'>;
  /** Opens a line; absent: with all its bytes, on the kitchen's wires. */
  readonly openLine?: Host['openLine'];
  readonly phones: Pick<Phones, 'open' | 'letGo' | 'callWebhook'>;
  readonly random: () => number;
  /** What makes reports, and when it looks; absent: as a real box does. */
  readonly reports?: ReportParts;
  readonly tap: JournalTap;
}

/** A box with a whole gateway on it: the gateway's own composition, on clocks that are turned by hand. */
export interface Box {
  /** Switches it on: the machine starts, and the gateway. */
  on(clock: 'right' | 'lost'): Promise<void>;
  /** Takes the power, without warning: what was not committed is gone. */
  off(): Promise<void>;
  /** Kills the gateway's process and starts it again, on the machine that runs on. */
  kill(): Promise<void>;
  /** Ends the gateway in order and starts it again. */
  restart(): Promise<void>;
  /** Lets its storage card be well, full, or hang. */
  card(state: CardState): void;
  /** Moves the wall clock. */
  step(by: Millis): void;
  /** Sets the wall clock right, and lets the system vouch for it. */
  setRight(): void;
  /** Asks the running gateway over its socket. Time stands still meanwhile. */
  ask(request: Readonly<{ ask: string }>): Promise<unknown>;
}

/** One run of the gateway. */
interface Run {
  readonly clock: RunClock;
  readonly gateway: Gateway;
}

/** A supervisor starts a process that died after so long. */
const STARTED_AGAIN: Millis = 10_000;

/** An end in order takes no longer on these clocks. */
const LONGEST_STOP: Millis = 2_000;

class SimulatedBox implements Box {
  readonly #needs: BoxNeeds;
  #machine: MachineClock | undefined;
  readonly #card = createCard();
  #trust: ClockTrust = 'unsure';
  #boots = 0;
  #ids = 0;
  #run: Run | undefined;

  constructor(needs: BoxNeeds) {
    this.#needs = needs;
    mkdirSync(needs.site.dataFolder, { recursive: true });
  }

  async on(clock: 'right' | 'lost'): Promise<void> {
    this.#boots += 1;
    this.#machine = createMachineClock(this.#needs.world, clock);
    this.#trust = clock === 'right' ? 'sure' : 'unsure';
    await this.#start();
  }

  async off(): Promise<void> {
    await this.#die();
    this.#machine = undefined;
  }

  async kill(): Promise<void> {
    await this.#die();
    await this.#needs.world.advance(STARTED_AGAIN, 'promises');
    await this.#start();
  }

  async restart(): Promise<void> {
    const stopping = this.#run?.gateway.stop();
    await this.#needs.world.advance(LONGEST_STOP, 'promises');
    await stopping;
    this.#run?.clock.die();
    await this.#start();
  }

  card(state: CardState): void {
    this.#card.fares(state);
  }

  step(by: Millis): void {
    this.#machine?.step(by);
  }

  setRight(): void {
    this.#machine?.setRight();
    this.#trust = 'sure';
  }

  async ask(request: Readonly<{ ask: string }>): Promise<unknown> {
    const { site, world } = this.#needs;
    return await askGateway(site.dataFolder, request, world);
  }

  async #start(): Promise<void> {
    const { site, kitchen, phones, random, tap, reports, openLine: openWithoutBytes } = this.#needs;
    const clock = this.#machine?.forRun();
    if (clock === undefined) throw new Error('a box without power can’t start');
    const gateway = await composeGateway(site, {
      clock,
      host: {
        bootId: () => `boot-${this.#boots}`,
        askTime: async () => ({ trust: this.#trust, source: 'scenario' }),
        openLine:
          openWithoutBytes ??
          ((settings, units, needs) => openLine(settings, units, { ...needs, open: ({ id }) => kitchen.open(id) })),
        openPort: async () => phones.open(),
        callWebhook: phones.callWebhook,
      },
      journalWorker: journalOfBox(clock, random, this.#tapOf(tap, clock), this.#card),
      chance: random,
      newId: () => this.#newId(),
      log: openLog('silent'),
      version: '0.0.0',
      environment: {},
      ...(reports === undefined ? {} : { reports }),
      onFatal: (error) => {
        throw error;
      },
    });
    this.#run = { clock, gateway };
  }

  // What a dead run writes while it is put away goes into a folder that is thrown away: nobody hears of it.
  #tapOf(tap: JournalTap, clock: RunClock): JournalTap {
    return {
      ...tap,
      committed: (entry) => {
        if (!clock.isDead()) tap.committed(entry);
      },
    };
  }

  #newId(): string {
    this.#ids += 1;
    return `id${String(this.#ids).padStart(8, '0')}`;
  }

  /** The gateway is gone between two instructions: its data folder stays as the disk has it at this instant. */
  async #die(): Promise<void> {
    const { site, kitchen, phones } = this.#needs;
    const run = this.#run;
    if (run === undefined) return;
    const image = `${site.dataFolder}.image`;
    cpSync(site.dataFolder, image, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
    const after = run.clock.die();
    kitchen.letGo();
    phones.letGo();
    this.#run = undefined;
    const stopping = run.gateway.stop();
    await after.advance(LONGEST_STOP * 4, 'promises');
    await stopping;
    rmSync(site.dataFolder, { recursive: true });
    if (existsSync(image)) renameSync(image, site.dataFolder);
  }
}

/** A socket has no bytes, and what only holds room need not be copied; the index of a write-ahead log is made anew. */
const LEFT_OUT: ReadonlySet<string> = new Set([SOCKET_NAME, RESERVE_FILE, 'journal.db-shm', 'beside.db-shm']);

/** A box that is off. */
export const createBox = (needs: BoxNeeds): Box => new SimulatedBox(needs);
