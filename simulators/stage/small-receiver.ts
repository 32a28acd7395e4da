import { connect, type IClientOptions } from 'mqtt';
import type { Again, Refused, Stored } from '../../cloud-bridge/contract/answers.ts';
import { unpackMessage } from '../../cloud-bridge/contract/block-message.ts';
import { type AnswerKind, topicsOf } from '../../cloud-bridge/contract/topics.ts';
import type { Lane } from '../../gateway/domain/lane.ts';
import { BlockCheck, type BlockCheckSettings, type ReceivedCounts } from './block-check.ts';

export interface SmallReceiverSettings extends BlockCheckSettings {
  readonly url: string;
  readonly gateway: string;
  /** Its name, the last part of the topics on which it answers. */
  readonly receiver: string;
  /** More for MQTT.js: TLS, user, password, version. */
  readonly connection?: IClientOptions;
  /** False lets every block go unanswered. */
  readonly answers?: boolean;
}

/** A platform's side in small: it checks numbering, chain and hash, stores in memory, and says `stored`. */
export interface SmallReceiver {
  /** Resolves once it listens. */
  readonly ready: Promise<void>;
  /** True while it is connected and its subscription is granted. */
  listens(): boolean;
  counts(): ReceivedCounts;
  /** The last number stored without a hole before it. */
  upTo(lane: Lane): number;
  /** Ranges that are missing below the highest number seen. */
  holes(lane: Lane): readonly (readonly [first: number, last: number])[];
  /** Asks the box to send numbers once more. */
  again(lane: Lane, ranges: readonly (readonly [first: number, last: number])[]): Promise<void>;
  close(): Promise<void>;
}

/** Subscribes, and answers until it is closed. A new journal begins a new account. */
export const createSmallReceiver = (settings: SmallReceiverSettings): SmallReceiver => {
  const topics = topicsOf(settings.gateway);
  const check = new BlockCheck(settings);
  const client = connect(settings.url, { reconnectPeriod: 100, resubscribe: false, ...settings.connection });
  let listening = false;
  let work: Promise<void> = Promise.resolve();

  const say = async (kind: AnswerKind, answer: Stored | Refused | Again): Promise<void> => {
    const retain = kind === 'stored';
    await client.publishAsync(topics.answer(kind, settings.receiver), JSON.stringify(answer), { qos: 1, retain });
  };
  const take = async (payload: Uint8Array): Promise<void> => {
    const message = await unpackMessage(payload);
    for (const refused of check.take(message.is === 'lines' ? message.lines : undefined)) await say('refused', refused);
    if (settings.answers !== false && check.journal !== '') await say('stored', check.account());
  };
  client.on('message', (_topic, payload) => {
    // A broken connection ends an answer; the next one says it all again.
    work = work.then(() => take(payload)).catch(() => undefined);
  });
  client.on('close', () => {
    listening = false;
  });
  const ready = new Promise<void>((resolve, reject) => {
    const granted = (): void => {
      listening = true;
      resolve();
    };
    // After a broken connection there is another one, and another subscription: `reject` means the first alone.
    client.on('connect', () => client.subscribeAsync(Object.values(topics.lanes), { qos: 1 }).then(granted, reject));
  });
  return {
    ready,
    listens: () => listening,
    counts: () => check.counts,
    upTo: (lane) => check.upTo(lane),
    holes: (lane) => check.holes(lane),
    again: (lane, ranges) =>
      say('again', { v: 1, journal: check.journal, lane, ranges: ranges.map(([first, last]) => [first, last]) }),
    close: () => client.endAsync(true),
  };
};
