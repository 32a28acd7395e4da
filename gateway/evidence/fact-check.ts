import { z } from 'zod';
import type { Sha256, UrgentBlock } from '../domain/block.ts';
import type { Head, Lane } from '../domain/lane.ts';
import { checkpointText, retiredText } from '../domain/signed-text.ts';
import { signatureHolds } from './signature.ts';
import type { Wrong } from './verification.ts';

const head = z.tuple([z.int(), z.string()]);
const factSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('journal'), key: z.string() }),
  z.looseObject({ kind: z.literal('config'), config: z.string(), table: z.string() }),
  z.looseObject({
    kind: z.literal('checkpoint'),
    at: z.number(),
    heads: z.object({ readings: head, urgent: head }),
    key: z.string(),
    sig: z.string(),
  }),
  z.looseObject({
    kind: z.literal('retired'),
    at: z.number(),
    lane: z.enum(['readings', 'urgent']),
    first: z.int(),
    last: z.int(),
    hash: z.string(),
    key: z.string(),
    sig: z.string(),
  }),
]);
type EvidenceFact = z.infer<typeof factSchema>;
type FactOf<Kind extends EvidenceFact['kind']> = Extract<EvidenceFact, { kind: Kind }>;

/** Checks the facts that the record's own soundness rests on: channel tables, checkpoints, retirements, the key. */
export class FactCheck {
  readonly #sha256: Sha256;
  readonly #configs = new Set<string>();
  readonly #retired = new Map<string, readonly [lane: Lane, last: number, hash: string]>();
  #key: string | undefined;
  #checkpoints = 0;
  #signed: Readonly<Record<Lane, Head>> | undefined;

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  get checkpoints(): number {
    return this.#checkpoints;
  }

  /** The heads under the latest checkpoint. */
  get signed(): Readonly<Record<Lane, Head>> | undefined {
    return this.#signed;
  }

  states(config: string): boolean {
    return this.#configs.has(config);
  }

  /** True where a signed fact says that the lane was retired up to this number and hash. */
  bridges(lane: Lane, last: number, hash: string): boolean {
    return this.#retired.has(`${lane} ${last} ${hash}`);
  }

  /** Checks a block's facts. Gives the first that is wrong, with its number. */
  check(block: UrgentBlock): { readonly wrong: Wrong; readonly number: number } | undefined {
    for (const [place, fact] of block.facts.entries()) {
      const { data } = factSchema.safeParse(fact);
      const wrong = data === undefined ? wrongShape(fact.kind) : this.#wrongOf(data, block);
      if (wrong !== undefined) return { wrong, number: block.first + place };
    }
    return undefined;
  }

  #wrongOf(fact: EvidenceFact, block: UrgentBlock): Wrong | undefined {
    switch (fact.kind) {
      case 'journal':
        return this.#otherKey(fact.key) ? 'key' : undefined;
      case 'config':
        this.#configs.add(fact.config);
        return this.#sha256(fact.table).slice(0, 12) === fact.config ? undefined : 'config';
      case 'checkpoint':
        return this.#wrongCheckpoint(fact, block);
      case 'retired':
        return this.#wrongRetirement(fact, block);
    }
  }

  #wrongCheckpoint(
    { at, heads, key, sig }: FactOf<'checkpoint'>,
    { gateway, journal, first, prev }: UrgentBlock,
  ): Wrong | undefined {
    if (this.#otherKey(key)) return 'key';
    const [last, hash] = heads.urgent;
    const holds = signatureHolds(key, checkpointText(gateway, journal, at, heads), sig);
    if (!holds || last !== first - 1 || hash !== prev) return 'checkpoint';
    this.#checkpoints += 1;
    this.#signed = heads;
    return undefined;
  }

  #wrongRetirement(
    { at, lane, first, last, hash, key, sig }: FactOf<'retired'>,
    { gateway, journal }: UrgentBlock,
  ): Wrong | undefined {
    if (this.#otherKey(key)) return 'key';
    if (!signatureHolds(key, retiredText(gateway, journal, at, lane, first, last, hash), sig)) return 'retired';
    this.#retired.set(`${lane} ${last} ${hash}`, [lane, last, hash]);
    return undefined;
  }

  /** A journal has one key: the one that its first fact, or the oldest that is left, names. */
  #otherKey(key: string): boolean {
    this.#key ??= key;
    return this.#key !== key;
  }
}

const wrongShape = (kind: string): Wrong | undefined => {
  if (kind === 'checkpoint' || kind === 'retired' || kind === 'config') return kind;
  return kind === 'journal' ? 'key' : undefined;
};
