import { unpackMessage } from '../../../cloud-bridge/contract/block-message.ts';
import { topicsOf } from '../../../cloud-bridge/contract/topics.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { seededRandom } from '../../../simulators/world/seeded-random.ts';
import { type MemoryJournal, memoryJournal } from '../memory-journal.ts';
import { GATEWAY, startRelay } from './broker-site.ts';
import { type MemoryBroker, memoryBroker } from './memory-broker.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const topics = topicsOf(GATEWAY);

/** A relay, a journal and a broker in memory, on a clock that is moved by hand. */
export const site = (acknowledge: 'stored' | 'broker' = 'stored', protocol: '5' | '3.1.1' = '5') => {
  const clock = createManualClock();
  const broker = memoryBroker(clock, protocol);
  const journal = memoryJournal();
  const start = () => startRelay({ journal, publisher: broker.publisher, acknowledge, clock, random: seededRandom(3) });
  return { clock, broker, journal, start };
};

/** Two boxes of one name at one broker, each with a record of its own, and a receiver that never answers. */
export const twoBoxes = (protocol: '5' | '3.1.1') => {
  const clock = createManualClock();
  const broker = memoryBroker(clock, protocol);
  broker.receives = false;
  const boxes = [3, 4].map((seed) => {
    const journal = memoryJournal(`journal${seed}`);
    return { journal, ...startRelay({ journal, publisher: broker.publisher, clock, random: seededRandom(seed) }) };
  });
  return { clock, broker, boxes };
};

/** True once uplink `city` has all that is sealed. */
export const isDelivered = (journal: MemoryJournal) => (): boolean =>
  journal.delivered('city').readings.upTo[0] === journal.heads().readings[0] &&
  journal.delivered('city').urgent.upTo[0] === journal.heads().urgent[0];

/** First and last number of each message that arrived, in its order. */
export const runsOf = async (broker: MemoryBroker): Promise<readonly string[]> =>
  Promise.all(
    broker.arrived.map(async ({ topic, payload }) => {
      const message = await unpackMessage(payload);
      const lines = message.is === 'lines' ? message.lines.map((line): { first: number; last: number } => JSON.parse(line)) : [];
      return `${topic.split('/').at(-1)} ${lines[0]?.first}-${lines.at(-1)?.last}`;
    }),
  );
