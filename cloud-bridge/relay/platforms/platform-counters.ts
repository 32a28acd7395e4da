/** What an uplink to a municipal interface has counted since it began. */
export interface PlatformCounters {
  readonly calls: number;
  /** Calls that were not answered, or not as agreed. */
  readonly failures: number;
  /** Records that the platform has stored, and of these those that it had already. */
  readonly stored: number;
  readonly already: number;
  /** Records that are kept and will not come to the platform by themselves: refused, untold corrections, given up. */
  readonly refused: number;
  /** Records that wait now. */
  readonly held: number;
}

export interface CountingPlatform {
  count(what: Exclude<keyof PlatformCounters, 'held'>): void;
  now(held: number): PlatformCounters;
}

export const createPlatformCounters = (): CountingPlatform => {
  let counters = { calls: 0, failures: 0, stored: 0, already: 0, refused: 0 };
  return {
    count: (what) => {
      counters = { ...counters, [what]: counters[what] + 1 };
    },
    now: (held) => ({ ...counters, held }),
  };
};
