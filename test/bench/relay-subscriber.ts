import type { Fact } from '../../gateway/domain/fact.ts';
import { createSmallReceiver } from '../../simulators/stage/small-receiver.ts';

// A platform in a process of its own: it checks and stores what arrives, says so, and tells its parent how late live
// readings and alarms were. Arguments: the broker's URL, the gateway, and the UTC time from which on readings are live.

/** What the parent hears, twice a second and at its request. */
export interface SubscriberReport {
  readonly values: number;
  readonly duplicated: number;
  readonly broken: number;
  readonly holes: number;
  /** Arrival minus end of the transaction, ms, of each live reading since the last report. */
  readonly lateness: readonly number[];
  /** Arrival minus `at`, ms, of each alarm since the last report. */
  readonly alarms: readonly number[];
  /** What each new test's instrument sent as its sample, and when it arrived (UTC ms). */
  readonly tests: readonly (readonly [sampleId: string, arrivedAt: number])[];
}

const [, , url = '', gateway = '', liveFrom = '0'] = process.argv;
let lateness: number[] = [];
let alarms: number[] = [];
let tests: [string, number][] = [];

const noteFacts = (facts: readonly Fact[]): void => {
  for (const fact of facts) {
    if (fact.kind === 'alarm') alarms.push(Date.now() - fact.at);
    if (fact.kind === 'test') tests.push([fact.sampleId, Date.now()]);
  }
};

const receiver = createSmallReceiver({
  url,
  gateway,
  receiver: 'city',
  onBlock: (block) => {
    if (block.lane === 'urgent') noteFacts(block.facts);
    else if (block.t0 >= Number(liveFrom)) {
      const arrived = Date.now();
      for (const [offset] of block.readings) lateness.push(arrived - block.t0 - offset);
    }
  },
});

const report = (): void => {
  const { values, duplicated, brokenChains, unreadable } = receiver.counts();
  const said: SubscriberReport = {
    values,
    duplicated,
    broken: brokenChains + unreadable,
    holes: receiver.holes('readings').length,
    lateness,
    alarms,
    tests,
  };
  process.send?.(said);
  lateness = [];
  alarms = [];
  tests = [];
};

await receiver.ready;
report();
setInterval(report, 100);
process.on('disconnect', () => process.exit(0));
