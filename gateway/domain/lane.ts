/** The two lanes of a journal: `urgent` overtakes. Numbers, chain and cursor are per lane. */
export const LANES = ['urgent', 'readings'] as const;
export type Lane = (typeof LANES)[number];

/** A lane's last number and the hash of the block that holds it. */
export type Head = readonly [last: number, hash: string];

/** `prev` of a lane's first block, and the hash of an empty lane's head. */
export const GENESIS = '0'.repeat(64);

/** The head of a lane that has no block yet. */
export const EMPTY_HEAD: Head = [0, GENESIS];
