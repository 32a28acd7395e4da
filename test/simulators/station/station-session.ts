import { newCounters } from '../../../gateway/acquire/analyzers/conversation.ts';
import { conversationOf } from '../../../gateway/acquire/analyzers/conversation-of.ts';
import type { BytePort } from '../../../gateway/domain/byte-port.ts';
import type { Kept, Transfer } from '../../../gateway/domain/sent-result.ts';
import { bytePipe } from '../../../simulators/world/byte-pipe.ts';
import { createManualClock, type ManualClock } from '../../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { createMeter } from '../../../simulators/world/station/create-meter.ts';
import type { Dose } from '../../../simulators/world/station/measured-result.ts';
import type { WiredMeter } from '../../../simulators/world/station/meter.ts';
import type { MeterFault, MeterFaults } from '../../../simulators/world/station/meter-faults.ts';
import { FAULTS_OF_KIND } from '../../../simulators/world/station/meter-kind.ts';
import type { StationLink } from './station-link.ts';

/** What came of one session, or of many. */
export interface SessionOutcome {
  readonly measured: number;
  /** Measured, and not kept once all its repeats had their time. */
  readonly lost: readonly string[];
  /** Kept, and never measured so: wrong, or invented. */
  readonly wrong: readonly string[];
  /** Told to the meter as stored while it wasn't. */
  readonly acknowledgedTooSoon: readonly number[];
  /** Harm done to the meter: its memory erased, its settings written. */
  readonly harm: number;
  /** Transfers that came again, which the desk would know. */
  readonly again: number;
  readonly struck: ReadonlyMap<MeterFault, number>;
  /** Restarts of the gateway in mid-session, and commits that failed. */
  readonly restarts: number;
  readonly refusals: number;
}

/** All faults that mean something on this kind's link, each with this chance. */
const allFaultsOf = ({ kind }: StationLink, chance: number): MeterFaults =>
  Object.fromEntries(
    FAULTS_OF_KIND[kind].map((fault) => [fault, fault === 'split' || fault === 'powerCut' ? { chance, most: 400 } : chance]),
  );

export interface Treatment {
  readonly chance: number;
  /** Chance that a commit fails. */
  readonly refusals: number;
  /** Mean time between two restarts of the gateway, in ms; 0 for none. */
  readonly restartEvery: number;
  /** Says that a transfer is kept before it is: the mistake that all this is to find. */
  readonly hasty?: boolean;
}

export const ROUGH: Treatment = { chance: 0.03, refusals: 0.03, restartEvery: 60_000 };

const HOUR = 3_600_000;

/** A gateway's end of the wire: a conversation on each port, what was kept, restarts. */
class Gateway {
  readonly kept: Transfer[] = [];
  restarts = 0;
  refusals = 0;
  readonly #link: StationLink;
  readonly #clock: ManualClock;
  readonly #random: () => number;
  readonly #treatment: () => Treatment;
  readonly #meter: WiredMeter;
  #port: BytePort | undefined;
  #generation = 0;

  constructor(link: StationLink, clock: ManualClock, random: () => number, meter: WiredMeter, treatment: () => Treatment) {
    this.#link = link;
    this.#clock = clock;
    this.#random = random;
    this.#meter = meter;
    this.#treatment = treatment;
    this.#open();
  }

  /** The gateway dies and comes back: whatever it hadn't kept is gone, and nobody says goodbye. */
  restart(): void {
    this.restarts += 1;
    this.#open();
  }

  #open(): void {
    this.#generation += 1;
    const generation = this.#generation;
    const [near, far] = bytePipe({ clock: this.#clock });
    const former = this.#port;
    const conversation = conversationOf({
      analyzer: 'meter-1',
      profile: this.#link.profile,
      clock: this.#clock,
      timezone: 'Asia/Shanghai',
      write: (bytes) => {
        if (generation === this.#generation) near.write(bytes);
      },
      keep: (transfer) => this.#keep(transfer, generation),
      onUnreadable: () => undefined,
      counters: newCounters(),
    });
    near.onBytes((bytes) => {
      if (generation === this.#generation) conversation.onBytes(bytes);
      else conversation.close();
    });
    near.onLost(() => {
      conversation.close();
      if (generation === this.#generation) this.#clock.after(1000, () => generation === this.#generation && this.#open());
    });
    this.#port = near;
    this.#meter.connect(far);
    void former?.close();
  }

  #keep(transfer: Transfer, generation: number): Promise<Kept> {
    const { refusals, hasty = false } = this.#treatment();
    const isRefused = this.#random() < refusals;
    return new Promise((resolve, reject) => {
      if (hasty) resolve({ tests: 0, duplicates: 0, quarantined: 0 });
      this.#clock.after(this.#random() * 40, () => {
        if (generation !== this.#generation) return; // died before the commit
        if (isRefused) {
          this.refusals += 1;
          reject(new Error('the disk refused'));
        } else {
          this.kept.push(transfer);
          resolve({ tests: transfer.understood.results.length, duplicates: 0, quarantined: 0 });
        }
      });
    });
  }
}

const dosesOf = (link: StationLink, run: number, random: () => number): readonly Dose[] => {
  const count = 1 + Math.floor(random() * link.channels);
  return Array.from({ length: count }, (_, place) => ({
    channel: place + 1,
    sampleId: `S-${run}-${place + 1}`,
    value: Math.round(random() * 900) / 10,
  }));
};

const outcomeOf = (link: StationLink, meter: WiredMeter, gateway: Gateway): SessionOutcome => {
  const { log } = meter;
  const results = gateway.kept.flatMap(({ understood }) => understood.results);
  const arrived = new Set(results.flatMap((result) => link.arrived(result) ?? []));
  const truth = new Map(log.measured.map((result) => [link.measured(result), result.record]));
  return {
    measured: log.measured.length,
    lost: [...truth.keys()].filter((key) => !arrived.has(key)),
    wrong: [...arrived].filter((key) => !truth.has(key)),
    acknowledgedTooSoon: [...truth]
      .filter(([key, record]) => log.acknowledged.has(record) && !arrived.has(key))
      .map(([, id]) => id),
    harm: log.erasures + log.settingsWritten,
    again: results.length - arrived.size,
    struck: meter.struck(),
    restarts: gateway.restarts,
    refusals: gateway.refusals,
  };
};

/**
 * One session on a manual clock: two runs measured and handed over under all faults of the link, commits that fail and a gateway
 * that dies; then the wire is quiet, and what the meter still means to send has its time.
 */
export const runSession = async (link: StationLink, seed: number, rough: Treatment = ROUGH): Promise<SessionOutcome> => {
  const random = seededRandom(seed);
  const clock = createManualClock({ now: Date.UTC(2026, 2, 2, 0) + seed * 1000, elapsed: 60_000 });
  const meter = createMeter(link.kind, { id: 'meter-1', clock, random: seededRandom(seed * 7 + 1) });
  let treatment = rough;
  meter.disturb(allFaultsOf(link, rough.chance));
  const gateway = new Gateway(link, clock, random, meter, () => treatment);
  const passing = async (duration: number): Promise<void> => {
    for (let passed = 0; passed < duration; passed += 500) {
      await clock.advance(500, 'promises');
      if (treatment.restartEvery > 0 && random() < 500 / treatment.restartEvery) gateway.restart();
    }
  };
  for (let run = 1; run <= 2; run += 1) {
    meter.measure(dosesOf(link, run, random));
    meter.transfer();
    await passing(5000 + random() * 60_000);
  }
  treatment = { chance: 0, refusals: 0, restartEvery: 0 };
  meter.disturb({});
  const isComplete = (): boolean => !meter.isTransferring() && outcomeOf(link, meter, gateway).lost.length === 0;
  if (link.printsAgain === true) {
    await clock.advance(10_000, 'promises');
    meter.transferAll();
  }
  for (let waited = 0; waited < HOUR && !isComplete(); waited += 5000) await clock.advance(5000, 'promises');
  const outcome = outcomeOf(link, meter, gateway);
  await meter.close();
  return outcome;
};

/** True where anything was lost, wrong, told too soon, or harmed. */
export const isFailed = ({ lost, wrong, acknowledgedTooSoon, harm }: SessionOutcome): boolean =>
  lost.length + wrong.length + acknowledgedTooSoon.length + harm > 0;
