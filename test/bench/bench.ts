/** One measured figure beside what is to be reached. */
export interface Row {
  readonly what: string;
  readonly reached: string;
  readonly target: string;
  /** True when the target is reached; absent for a figure that is only shown. */
  readonly ok?: boolean;
}

/** A measurement that anyone can repeat: `npm run bench -- NAME`. */
export interface Bench {
  readonly name: string;
  readonly about: string;
  run(report: (row: Row) => void): Promise<void>;
}
