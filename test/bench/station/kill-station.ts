import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Fact } from '../../../gateway/domain/fact.ts';
import type { TestFact } from '../../../gateway/domain/station-fact.ts';
import type { ReceivedCounts } from '../../../simulators/stage/block-check.ts';
import { createSmallReceiver, type SmallReceiver } from '../../../simulators/stage/small-receiver.ts';
import { seededRandom, seedOf } from '../../../simulators/world/seeded-random.ts';
import { ArrivedTests, type LinkOutcome, outcomeOfPost } from './kill-account.ts';
import type { KillLink } from './kill-link.ts';
import { type KillPost, openPost } from './kill-post.ts';

/** A rapid-test station with its meters, its site, and its subscriber at the platform; the gateway comes and goes. */
export interface KillStation {
  readonly config: string;
  readonly posts: readonly KillPost[];
  /** How often a gateway has called a meter. */
  called(): number;
  outcomeOf(post: KillPost): LinkOutcome;
  /** What is wrong with the record as a stranger sees it: chains, numbers, holes, lines that can't be read. */
  brokenRecord(): number;
  close(): Promise<void>;
}

export interface StationWish {
  /** The gateway's id, unique at its broker. */
  readonly id: string;
  readonly brokerUrl: string;
  readonly links: readonly KillLink[];
  readonly seed: number;
  readonly chance: number;
}

const PRINTER_PROFILES = 'simulators/scenarios/station-profiles';

const writeSite = (folder: string, { id, brokerUrl }: StationWish, posts: readonly KillPost[]): string => {
  const config = join(folder, 'larder.yaml');
  cpSync(PRINTER_PROFILES, join(folder, 'profiles'), { recursive: true });
  const site = {
    gateway: { id, timezone: 'Asia/Shanghai', language: 'en' },
    data: './data',
    keep: { commit: '100ms', seal: '500ms' },
    profiles: './profiles',
    analyzers: posts.map(({ entry }) => entry),
    uplinks: [{ id: 'city', mqtt: brokerUrl, acknowledge: 'stored' }],
  };
  writeFileSync(config, stringify(site), { mode: 0o600 });
  return config;
};

const isTest = (fact: Fact): fact is TestFact => fact.kind === 'test';

const brokenIn = ({ brokenChains, duplicated, unreadable, refused }: ReceivedCounts, receiver: SmallReceiver): number =>
  brokenChains + duplicated + unreadable + refused + receiver.holes('urgent').length;

/** Opens a station with a meter of each link. */
export const openKillStation = async (wish: StationWish): Promise<KillStation> => {
  const { id, brokerUrl, links, seed, chance } = wish;
  const folder = mkdtempSync(join(tmpdir(), 'larder-station-'));
  const arrived = new ArrivedTests();
  let called = 0;
  const onCalled = (): void => {
    called += 1;
  };
  const posts: KillPost[] = [];
  for (const [place, link] of links.entries()) {
    const post = `${link.name}-${place + 1}`;
    posts.push(await openPost(link, post, { random: seededRandom(seedOf(seed, post)), folder, chance, onCalled }));
  }
  const receiver = createSmallReceiver({
    url: brokerUrl,
    gateway: id,
    receiver: 'platform',
    onBlock: (block) => {
      if (block.lane === 'urgent') for (const fact of block.facts.filter(isTest)) arrived.take(fact);
    },
  });
  await receiver.ready;
  return {
    config: writeSite(folder, wish, posts),
    posts,
    called: () => called,
    outcomeOf: (post) => outcomeOfPost(post, arrived.of(post.id)),
    brokenRecord: () => brokenIn(receiver.counts(), receiver),
    close: async () => {
      for (const post of posts) await post.close();
      await receiver.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
