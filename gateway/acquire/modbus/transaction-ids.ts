/** Numbers for the questions of a Modbus TCP line, 0 to 65535 and round again. */
export interface TransactionIds {
  next(): number;
}

/** Ids that go on from `first`. They outlive the connection: an old answer that turns up on a new one must not fit. */
export const transactionIds = (first: number): TransactionIds => {
  let id = first & 0xffff;
  return {
    next: () => {
      id = (id + 1) & 0xffff;
      return id;
    },
  };
};
