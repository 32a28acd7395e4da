import type { Kept, Transfer } from '../../../../gateway/domain/sent-result.ts';

/** A desk that keeps what it is given, or refuses while it is told to. */
export interface TestDesk {
  readonly transfers: Transfer[];
  refuses: boolean;
  keep(transfer: Transfer): Promise<Kept>;
  /** From now on nothing that is handed over is ever answered. */
  hang(): void;
  /** Resolves once something is handed over to a desk that hangs. */
  asked(): Promise<void>;
  /** Resolves once `count` transfers are kept. */
  has(count: number): Promise<void>;
}

/** A desk for tests; the same bytes again are known. */
export const testDesk = (): TestDesk => {
  let hangs = false;
  let onAsked: () => void = () => undefined;
  const asked = new Promise<void>((done) => {
    onAsked = done;
  });
  const waiting: { count: number; done: () => void }[] = [];
  const desk: TestDesk = {
    transfers: [],
    refuses: false,
    hang: () => {
      hangs = true;
    },
    asked: () => asked,
    keep: async (transfer) => {
      if (hangs) {
        onAsked();
        return await new Promise<never>(() => undefined);
      }
      if (desk.refuses) throw new Error('the disk is full');
      const hex = Buffer.from(transfer.raw).toString('hex');
      const known = desk.transfers.some(({ raw }) => Buffer.from(raw).toString('hex') === hex);
      desk.transfers.push(transfer);
      for (const { count, done } of waiting) if (desk.transfers.length >= count) done();
      const results = transfer.understood.results.length;
      return { tests: known ? 0 : results, duplicates: known ? results : 0, quarantined: 0 };
    },
    has: (count) =>
      new Promise((done) => {
        if (desk.transfers.length >= count) done();
        else waiting.push({ count, done });
      }),
  };
  return desk;
};

/** The results of all transfers, each as `sample item value unit`. */
export const resultsAt = (desk: TestDesk): readonly string[] =>
  desk.transfers.flatMap(({ understood }) =>
    understood.results.map(({ sampleId, code, value, unit }) => [sampleId, code, value, unit].join(' | ')),
  );
