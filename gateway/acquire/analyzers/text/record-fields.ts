import type { TransferTrouble } from '../../../domain/sent-result.ts';
import { holdsResult, type SentFields } from '../result-of-fields.ts';

interface Below {
  readonly text: string;
  /** How many results had been read when it was said. */
  readonly after: number;
}

/** What the lines of one record say, gathered from top to bottom. */
export class RecordFields {
  readonly #ofRecord = new Map<string, string>();
  readonly #contradicted = new Set<string>();
  readonly #below = new Map<string, Below>();
  readonly #results: SentFields[] = [];

  /** Takes what a line holds: for the whole record, for the results below it, or as a result. */
  take(kind: 'record' | 'below' | 'results', fields: SentFields): void {
    if (kind === 'record') this.#takeForRecord(fields);
    else if (kind === 'below') this.#takeForBelow(fields);
    else if (holdsResult(fields)) this.#results.push(new Map([...this.#above(), ...fields]));
  }

  /** The results, each with what holds for it: its own line first, then the lines above it, then the record's. */
  results(): readonly SentFields[] {
    const ofRecord = [...this.#ofRecord].filter(([field]) => !this.#contradicted.has(field));
    return this.#results.map((fields) => new Map([...ofRecord, ...fields]));
  }

  troubles(): readonly TransferTrouble[] {
    return this.#contradicted.size > 0 ? ['contradiction'] : [];
  }

  /** Two samples in one record: its end was lost, and nobody can say which result is whose. Neither is taken. */
  #takeForRecord(fields: SentFields): void {
    for (const [field, text] of fields) {
      const before = this.#ofRecord.get(field);
      if (before !== undefined && before !== text) this.#contradicted.add(field);
      this.#ofRecord.set(field, text);
    }
  }

  /** With the next sample, what was said before the last result is over: it belonged to the sample before. */
  #takeForBelow(fields: SentFields): void {
    const after = this.#results.length;
    if (fields.has('sample')) for (const [field, said] of this.#below) if (said.after < after) this.#below.delete(field);
    for (const [field, text] of fields) this.#below.set(field, { text, after });
  }

  #above(): SentFields {
    return new Map([...this.#below].map(([field, { text }]) => [field, text]));
  }
}
