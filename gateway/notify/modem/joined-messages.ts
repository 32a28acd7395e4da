import type { ReceivedMessage } from './decode-deliver.ts';

/** Messages of which parts are missing; more than this is nobody's reply. */
const MOST_OPEN = 10;

/** Joins the parts of messages: a part alone could say what its message doesn't. */
export const createJoinedMessages = () => {
  const open = new Map<string, ReceivedMessage[]>();
  let lost = 0;
  return {
    /** Takes a message or a part; gives the message once it is whole. */
    take: (message: ReceivedMessage): Omit<ReceivedMessage, 'part'> | undefined => {
      const { part, ...whole } = message;
      if (part === undefined) return whole;
      const key = `${part.reference}/${part.of} ${message.isName === true ? 'name' : 'number'} ${message.from}`;
      const others = (open.get(key) ?? []).filter((each) => each.part?.place !== part.place);
      const parts = [...others, message];
      open.delete(key);
      if (parts.length === part.of) return joined(parts);
      open.set(key, parts);
      const [oldest] = open.keys();
      if (open.size > MOST_OPEN && oldest !== undefined) {
        lost += open.get(oldest)?.length ?? 0;
        open.delete(oldest);
      }
      return undefined;
    },
    /** Parts whose message never became whole. */
    lost: (): number => lost,
  };
};

const joined = (parts: readonly ReceivedMessage[]): Omit<ReceivedMessage, 'part'> => {
  const inOrder = [...parts].sort((a, b) => (a.part?.place ?? 0) - (b.part?.place ?? 0));
  const { part: _, ...last } = inOrder.at(-1) ?? { is: 'message', from: '', text: '' };
  return { ...last, text: inOrder.map(({ text }) => text).join('') };
};
