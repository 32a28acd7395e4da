import { connectAsync } from 'mqtt';
import { unpackMessage } from '../../cloud-bridge/contract/block-message.ts';
import { topicsOf } from '../../cloud-bridge/contract/topics.ts';
import type { Later } from './gateway-on-trial.ts';

/** A platform that hears everything and never says a word. */
export interface SilentPlatform {
  /** Lines of blocks, as they came. */
  readonly lines: readonly string[];
}

/** Listens to gateway `bad-day` for as long as the test lasts. */
export const openSilentPlatform = async (later: Later, url: string): Promise<SilentPlatform> => {
  const lines: string[] = [];
  const client = await connectAsync(url, { clientId: 'silent-platform' });
  later(() => client.endAsync(true));
  client.on('message', (_topic, payload) => {
    void unpackMessage(payload).then((message) =>
      lines.push(...(message.is === 'lines' ? message.lines : [`no block: ${message.is}`])),
    );
  });
  await client.subscribeAsync(Object.values(topicsOf('bad-day').lanes), { qos: 1 });
  return { lines };
};
