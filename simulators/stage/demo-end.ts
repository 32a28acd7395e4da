import { type Clock, type Millis, sleep } from '../../gateway/domain/clock.ts';
import { comparedChannel, type Tally, totalled } from './comparison.ts';
import { DEMO_CHANNELS } from './demo-site.ts';
import type { TestTally } from './demo-station.ts';

/** The longest that the subscriber may take to be back, once the broker is. */
const LONGEST_RETURN: Millis = 10_000;
/** The longest that what is handed over at the end may take to be seen at the subscriber. */
const LAST_ARRIVAL: Millis = 5000;
const LOOK_EVERY: Millis = 50;

/** What the end of a demonstration has to wait for. */
interface Ending {
  readonly broker: { comeBack(): Promise<void> };
  readonly receiver: { listens(): boolean };
  readonly station: { handOver(): Promise<void> };
}

/**
 * Brings everything into a state in which the gateway can hand over all that it has: the broker is there, whatever the script
 * had in mind, somebody listens, and no result is left in the meter. Waits for none of them for ever.
 */
export const readyToEnd = async ({ broker, receiver, station }: Ending, clock: Clock): Promise<void> => {
  await broker.comeBack();
  await Promise.all([waitUntil(() => receiver.listens(), LONGEST_RETURN, clock), station.handOver()]);
};

/** The two sides that are held against each other. */
interface Counted {
  sentOf(channel: string): Parameters<typeof comparedChannel>[0];
  arrivedOf(channel: string): Parameters<typeof comparedChannel>[1];
  tests(): TestTally;
}

/** Counts once all has arrived, or nothing more will. */
export const countedAtLast = async ({ sentOf, arrivedOf, tests }: Counted, clock: Clock): Promise<Tally> => {
  const tally = (): Tally => {
    const values = totalled(DEMO_CHANNELS.map((channel) => comparedChannel(sentOf(channel), arrivedOf(channel))));
    const { lost, duplicated, altered } = tests();
    return totalled([values, { sent: 0, arrived: 0, lost, duplicated, altered }]);
  };
  await waitUntil(() => tally().lost === 0, LAST_ARRIVAL, clock);
  return tally();
};

/** How the demonstration ended, beside the counts. */
interface Outcome {
  readonly isWhole: boolean;
  /** How the gateway's process ended: `0`, another code, or a signal. */
  readonly code: string;
}

/** The machine-readable last line, and the exit code that says the same: 0 when nothing in the line is wrong. */
export const lastLine = (tally: Tally, { isWhole, code }: Outcome): { readonly line: string; readonly code: 0 | 1 } => {
  const { sent, arrived, lost, duplicated, altered } = tally;
  const counts = `sent=${sent} arrived=${arrived} lost=${lost} duplicated=${duplicated} altered=${altered}`;
  const isRight = sent === arrived && lost + duplicated + altered === 0 && isWhole && code === '0';
  return {
    line: `demo: ${counts} chain=${isWhole ? 'ok' : 'broken'}${code === '0' ? '' : ` gateway=${code}`}`,
    code: isRight ? 0 : 1,
  };
};

const waitUntil = async (isSo: () => boolean, most: Millis, clock: Clock): Promise<void> => {
  const end = clock.elapsed() + most;
  while (!isSo() && clock.elapsed() < end) await sleep(clock, LOOK_EVERY);
};
