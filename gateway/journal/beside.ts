import type { RawRecord } from '../domain/raw-record.ts';

/** What is kept beside the journal, as the rest of the gateway knows it. */
export interface Beside {
  /** Resolves when the bytes have outlived a power cut. Rejects with `journal-full` where there is no room: then they must not be acknowledged. */
  keepRaw(raw: RawRecord): Promise<void>;
  raw(hash: string): Promise<RawRecord | undefined>;
  /** The bytes that came last, of all analyzers, at most so many; the oldest of them first. */
  newestRaws(most: number): Promise<readonly RawRecord[]>;
  /** Keeps who is behind a reference: JSON of whoever owns it. */
  name(ref: string, text: string): Promise<void>;
  person(ref: string): Promise<string | undefined>;
  /** Forgets who is behind a reference. True where somebody was. */
  erase(ref: string): Promise<boolean>;
  /** True where whoever was behind a reference was ever erased. */
  isErased(ref: string): Promise<boolean>;
}
