import type { LineSettings } from '../../gateway/acquire/line/line-settings.ts';
import type { OpenedPort } from '../../gateway/acquire/line/opened-port.ts';
import { quietGap } from '../../gateway/acquire/line/wire-time.ts';
import { systemClock } from '../../gateway/app/system-clock.ts';
import { type Clock, type Millis, sleep } from '../../gateway/domain/clock.ts';
import { createManualClock } from '../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../simulators/world/seeded-random.ts';
import { rtuSettings } from '../gateway/acquire/rtu-line.ts';
import type { Bench, Row } from './bench.ts';
import { ANSWER_CHARACTERS, pollTenUnits, REQUEST_CHARACTERS, type ServedLine } from './served-line.ts';

const TURNAROUND: Millis = 5;

const settings: LineSettings = rtuSettings({ slowest: 500 });
const gap = quietGap(settings);
const CHARACTER = 10_000 / settings.baud;

/** What a poll must take: both frames, a silence after each, and the unit's own time. */
const NEEDED = (REQUEST_CHARACTERS + ANSWER_CHARACTERS) * CHARACTER + 2 * gap + TURNAROUND;

/** A clock as a busy Node has it: timers in whole milliseconds, never early, and up to a millisecond late. */
const grainy = (clock: Clock, random: () => number): Clock => ({
  now: () => clock.now(),
  elapsed: () => clock.elapsed(),
  after: (duration, action) => clock.after(Math.ceil(duration) + 1 + random(), action),
});

/** Notes when requests leave and when answers end, so that only what the gateway itself wastes is counted as wasted. */
class Watch {
  polls = 0;
  /** From each answer's last byte to the next request. */
  pauses: Millis = 0;
  first: Millis = 0;
  last: Millis = 0;
  #heardAt: Millis | undefined;

  around(port: OpenedPort, clock: Clock): OpenedPort {
    return {
      ...port,
      write: (bytes) => {
        this.last = clock.elapsed();
        if (this.#heardAt === undefined) this.first = this.last;
        else {
          this.polls += 1;
          this.pauses += this.last - this.#heardAt;
        }
        port.write(bytes);
      },
      onBytes: (listener) =>
        port.onBytes((bytes) => {
          this.#heardAt = clock.elapsed();
          listener(bytes);
        }),
    };
  }
}

const lineOn = (clock: Clock, world: Clock, watch: Watch, pass: ServedLine['pass']): ServedLine => ({
  settings,
  clock,
  world,
  every: 100,
  turnaround: TURNAROUND,
  isDead: () => false,
  pass,
  watched: (port) => watch.around(port, world),
});

const simulated = async (report: (row: Row) => void): Promise<void> => {
  const clock = createManualClock();
  const watch = new Watch();
  const pass = (time: Millis): Promise<void> => clock.advance(time, 'promises');
  await pollTenUnits(lineOn(grainy(clock, seededRandom(7)), clock, watch, pass), 600_000);
  const use = (watch.polls * NEEDED) / (watch.last - watch.first);
  report({
    what: `use of a 9600-baud line, 10 units of 20 registers, ${watch.polls} polls on a simulated clock with timers as Node has them`,
    reached: use.toFixed(3),
    target: '≥ 0.95',
    ok: use >= 0.95,
  });
};

const real = async (report: (row: Row) => void): Promise<void> => {
  const watch = new Watch();
  const line = lineOn(systemClock, systemClock, watch, (time) => sleep(systemClock, time));
  await pollTenUnits({ ...line, grain: ANSWER_CHARACTERS }, 20_000);
  const wasted = watch.pauses - watch.polls * gap;
  const use = 1 - wasted / (watch.last - watch.first);
  const all = (watch.polls * NEEDED) / (watch.last - watch.first);
  report({
    what: `the same on the real clock, ${watch.polls} polls on a byte-paced pipe; the pipe’s own lateness is the wire’s, not the gateway’s`,
    reached: `${use.toFixed(3)} (pauses of ${(watch.pauses / watch.polls).toFixed(2)} ms where ${gap.toFixed(2)} are due); ${all.toFixed(3)} with the pipe’s lateness`,
    target: 'shown: what else runs on the machine counts against it',
  });
};

export const bench: Bench = {
  name: 'line-use',
  about:
    'Time the wire must be busy ÷ time spent, saturated. No adapter and no real wire was measured: a USB adapter adds its own latency.',
  run: async (report) => {
    await simulated(report);
    await real(report);
  },
};
