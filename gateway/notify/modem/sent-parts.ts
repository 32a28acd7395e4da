/** Parts that wait for their report; those of long ago will never get one. */
const MOST = 500;

/** Knows by a report's reference which notice its part belongs to, and when all parts have arrived. */
export const createSentParts = () => {
  const open = new Map<number, string>();
  return {
    /** A part went out; the network will report by this reference, which comes round after 256. */
    sent: (reference: number, notice: string): void => {
      open.delete(reference);
      open.set(reference, notice);
      const [oldest] = open.keys();
      if (open.size > MOST && oldest !== undefined) open.delete(oldest);
    },
    /** The part arrived: gives the notice once nothing of it is missing any more. */
    arrived: (reference: number): string | undefined => {
      const notice = open.get(reference);
      open.delete(reference);
      return notice === undefined || [...open.values()].includes(notice) ? undefined : notice;
    },
    /** The network has given the part up: gives its notice, which will never be whole, and no report of it means that it is. */
    gone: (reference: number): string | undefined => {
      const notice = open.get(reference);
      for (const [other, of] of open) if (of === notice) open.delete(other);
      return notice;
    },
  };
};
