import type { Millis } from '../../../gateway/domain/clock.ts';
import type { Well } from '../../../gateway/domain/station-fact.ts';
import { seededRandom, seedOf } from '../seeded-random.ts';
import { inhibitionOf } from './inhibition-model.ts';
import { type MorningSample, morningSample } from './market-goods.ts';
import type { Dose } from './measured-result.ts';

/** A run sheet as an operator makes it, before the run. */
export interface MorningSheet {
  readonly analyzer: string;
  readonly run: string;
  readonly item: string;
  readonly wells: readonly Well[];
  readonly kit: { readonly lot: string; readonly expiry: string };
}

/** What an operator does. */
export type MorningAct =
  | { readonly does: 'register'; readonly sample: MorningSample }
  | { readonly does: 'run-sheet'; readonly sheet: MorningSheet }
  /** The channels are filled, by hand, as the sheet says. */
  | { readonly does: 'load'; readonly analyzer: string; readonly doses: readonly Dose[] }
  | { readonly does: 'measure'; readonly analyzer: string }
  | { readonly does: 'transfer'; readonly analyzer: string };

/** An act, and when it is done, from the beginning of the morning. */
export interface MorningStep {
  readonly at: Millis;
  readonly act: MorningAct;
}

/** A morning, and what is to come of it. */
export interface Morning {
  readonly steps: readonly MorningStep[];
  readonly samples: readonly MorningSample[];
  /** The ids of those with too much pesticide: each is measured once, and repeated twice. */
  readonly positives: readonly string[];
  /** The number of runs. */
  readonly runs: number;
}

export interface MorningPlan {
  readonly seed: number;
  /** A meter of sixteen channels. */
  readonly analyzer: string;
  /** Default 40. */
  readonly samples?: number;
  /** Default 2. */
  readonly positives?: number;
  /** Repeats of each positive; default 2. */
  readonly repeats?: number;
  /** How much faster than life: 60 makes a minute of it a second. Default 1. */
  readonly speed?: number;
}

const CHANNELS = 16;
const ITEM = 'pesticide-inhibition';
const KIT = { lot: 'K2605', expiry: '2027-05-31' } as const;

/** How long each act takes. */
const TAKES: Readonly<Record<MorningAct['does'], Millis>> = {
  register: 40_000,
  'run-sheet': 60_000,
  load: 180_000,
  measure: 200_000,
  transfer: 30_000,
};

const chosen = (ids: readonly string[], count: number, random: () => number): readonly string[] => {
  if (count === 0 || ids.length === 0) return [];
  const one = ids[Math.floor(random() * ids.length)] ?? '';
  return [
    one,
    ...chosen(
      ids.filter((id) => id !== one),
      count - 1,
      random,
    ),
  ];
};

const inRuns = (ids: readonly string[], size: number): readonly (readonly string[])[] =>
  ids.length === 0 ? [] : [ids.slice(0, size), ...inRuns(ids.slice(size), size)];

/** The control is in channel 1; a sample of known content follows the last sample where there is room. */
const wellsOf = (ids: readonly string[]): readonly Well[] => [
  { channel: 1, role: 'control' },
  ...ids.map((sample, place): Well => ({ channel: place + 2, role: 'sample', sample })),
  ...(ids.length + 2 <= CHANNELS ? [{ channel: ids.length + 2, role: 'quality-control' } as const] : []),
];

interface Content {
  readonly seed: number;
  readonly positives: readonly string[];
  readonly repeat: number;
}

/** What is truly in a well: nothing inhibits in the control, and a quality-control sample is a known positive. */
const doseOf = ({ channel, role, sample = '' }: Well, { seed, positives, repeat }: Content): Dose => {
  if (role === 'control') return { channel, sampleId: '', value: 0 };
  const isPositive = role === 'quality-control' || positives.includes(sample);
  return { channel, sampleId: sample, value: inhibitionOf(seed, { sampleId: sample || 'known', isPositive, repeat }) };
};

const actsOfRun = (analyzer: string, run: number, wells: readonly Well[], content: Content): readonly MorningAct[] => [
  { does: 'run-sheet', sheet: { analyzer, run: `R${run}`, item: ITEM, wells, kit: KIT } },
  { does: 'load', analyzer, doses: wells.map((well) => doseOf(well, content)) },
  { does: 'measure', analyzer },
  { does: 'transfer', analyzer },
];

const timed = (acts: readonly MorningAct[], speed: number): readonly MorningStep[] => {
  let at: Millis = 0;
  return acts.map((act) => {
    at += TAKES[act.does];
    return { at: at / speed, act };
  });
};

/**
 * An operator's morning: samples are registered, fifteen at a time bound to channels beside a control, measured and handed over;
 * then each positive is repeated, all positives together in a run for each repeat. The same for the same seed.
 */
export const planMorning = (plan: MorningPlan): Morning => {
  const { seed, analyzer, speed = 1 } = plan;
  const samples = Array.from({ length: plan.samples ?? 40 }, (_, place) => morningSample(place + 1));
  const ids = samples.map(({ id }) => id);
  const positives = [...chosen(ids, plan.positives ?? 2, seededRandom(seedOf(seed, 'positives')))].sort();
  const first = inRuns(ids, CHANNELS - 1).map((each) => ({ ids: each, repeat: 0 }));
  const repeats = Array.from({ length: positives.length === 0 ? 0 : (plan.repeats ?? 2) }, (_, place) => ({
    ids: positives,
    repeat: place + 1,
  }));
  const runs = [...first, ...repeats];
  const acts = runs.flatMap(({ ids: inRun, repeat }, place) => [
    ...samples.filter(({ id }) => repeat === 0 && inRun.includes(id)).map((sample) => ({ does: 'register', sample }) as const),
    ...actsOfRun(analyzer, place + 1, wellsOf(inRun), { seed, positives, repeat }),
  ]);
  return { steps: timed(acts, speed), samples, positives, runs: runs.length };
};
