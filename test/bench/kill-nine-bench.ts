import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Mosquitto, startMosquitto } from '../peers/mosquitto.ts';
import type { Bench, Row } from './bench.ts';
import { type Campaign, runCampaign } from './kills/campaign.ts';
import type { Outcome } from './kills/outcome.ts';
import { namesAsked, numberAsked } from './number-asked.ts';

const MODES = [
  { acknowledge: 'stored', seed: 9 },
  { acknowledge: 'broker', seed: 10 },
] as const;
const KILLS = 300;
/** The broker dies so many times less often than the gateway. */
const A_BROKER_KILL = 10;

/** One mode alone with `--mode=broker` or `--mode=stored`; another number of kills with `--kills=N`. */
const campaignsAsked = (): readonly Campaign[] => {
  const modes = namesAsked('mode') ?? MODES.map(({ acknowledge }) => acknowledge);
  const unknown = modes.filter((mode) => !MODES.some(({ acknowledge }) => acknowledge === mode));
  if (unknown.length > 0) throw new Error(`--mode is stored or broker, not ${unknown.join(', ')}`);
  const gatewayKills = numberAsked('kills', KILLS);
  const brokerKills = Math.max(1, Math.round(gatewayKills / A_BROKER_KILL));
  return MODES.filter(({ acknowledge }) => modes.includes(acknowledge)).map((mode) => ({ ...mode, gatewayKills, brokerKills }));
};

const words = ({ lost, altered, misnumbered, sent, committed, notYetCommitted }: Outcome): string =>
  `${lost} / ${altered} / ${misnumbered} (${sent} sent, ${committed} committed, ${notYetCommitted} on their way to the disk at a kill)`;

const rowOf = ({ gatewayKills, brokerKills, acknowledge }: Campaign, outcome: Outcome): Row => {
  const what = `${gatewayKills} × kill -9 of the gateway, ${brokerKills} of the broker, acknowledge: ${acknowledge}: committed readings lost / altered / misnumbered`;
  const none = outcome.lost + outcome.altered + outcome.misnumbered === 0;
  return {
    what,
    reached: words(outcome),
    ...(acknowledge === 'stored' ? { target: '0 / 0 / 0', ok: none } : { target: 'shown' }),
  };
};

/** A broker that keeps its sessions over its own death: it saves at every change. */
const startBroker = (folder: string): Promise<Mosquitto> =>
  startMosquitto({
    more: ['persistence true', `persistence_location ${folder}/`, 'autosave_interval 1', 'autosave_on_changes true'],
  });

const measured = async (campaign: Campaign): Promise<Outcome> => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-broker-'));
  const broker = await startBroker(folder);
  try {
    return await runCampaign(campaign, broker);
  } finally {
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

export const bench: Bench = {
  name: 'kill-nine',
  about:
    'Readings that kill -9 costs, counted at a subscriber against the journal’s file as each kill left it, and against the devices’ own log: 4 counters each 100 ms, commit 100 ms, seal 500 ms, mosquitto with persistence. A quarter of the kills meets a gateway that is starting, the others one that reads.',
  run: async (report) => {
    for (const campaign of campaignsAsked()) report(rowOf(campaign, await measured(campaign)));
  },
};
