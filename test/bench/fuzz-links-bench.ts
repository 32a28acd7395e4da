import { seededRandom, seedOf } from '../../simulators/world/seeded-random.ts';
import type { Bench, Row } from './bench.ts';
import { DAYUAN_LINKS } from './fuzz/dayuan-fuzz.ts';
import type { FuzzedLink, FuzzFinding } from './fuzz/fuzzed-link.ts';
import { LIS_LINKS } from './fuzz/lis-fuzz.ts';
import { MLLP_LINKS } from './fuzz/mllp-fuzz.ts';
import { TAIYANG_LINKS } from './fuzz/taiyang-fuzz.ts';
import { TEXT_LINKS } from './fuzz/text-fuzz.ts';
import { UPLOAD_LINKS } from './fuzz/upload-fuzz.ts';
import { numberAsked } from './number-asked.ts';

const LINKS: readonly FuzzedLink[] = [
  ...TAIYANG_LINKS,
  ...DAYUAN_LINKS,
  ...TEXT_LINKS,
  ...LIS_LINKS,
  ...MLLP_LINKS,
  ...UPLOAD_LINKS,
];

const MILLION = 1_000_000;

/** Millions of bytes of each kind on each link, unless `--millions=N` says otherwise. */
const USUAL = 100;

const SEED = 20260302;

/** How far a count may stray from what chance makes of it. */
const SIGMAS = 5;

const isReached = ({ crashes, strangers, expected }: FuzzFinding): boolean =>
  crashes === 0 && strangers <= Math.ceil(expected + SIGMAS * Math.sqrt(expected));

const rowOf = (link: FuzzedLink, finding: FuzzFinding): Row => ({
  what: `${link.name}: ${finding.kind}, ${(finding.bytes / MILLION).toFixed(1)} million bytes`,
  reached: `${finding.crashes} crashes, ${finding.strangers} results nobody sent`,
  target:
    finding.expected === 0 ? '0 and 0' : `0, and what the format can’t exclude: at most about ${finding.expected.toPrecision(3)}`,
  ok: isReached(finding),
});

export const bench: Bench = {
  name: 'fuzz-links',
  about: 'Crashes, and results nobody sent, of analyzers’ links under fuzzed bytes; --millions=N bytes of each kind.',
  run: async (report) => {
    const bytes = numberAsked('millions', USUAL) * MILLION;
    for (const link of LINKS)
      for (const finding of await link.fuzz(bytes, seededRandom(seedOf(SEED, link.name)))) report(rowOf(link, finding));
  },
};
