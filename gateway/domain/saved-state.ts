/** A state that follows from facts and must survive a restart, kept in the same transaction as they are. */
export interface SavedState {
  readonly key: string;
  /** JSON of whoever owns the key; absent removes it. */
  readonly text?: string;
}
