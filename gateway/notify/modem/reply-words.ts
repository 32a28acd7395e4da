/** What people answer who have seen a message. A reply never says more than that: a corrective action is confirmed by name, elsewhere. */
const SEEN: ReadonlySet<string> = new Set([
  'ok',
  'okay',
  'yes',
  'seen',
  '收到',
  '已收到',
  '知道了',
  '已知悉',
  '好',
  '好的',
  '是',
]);

/** What a reply says: that something was seen, the message of one number or all; or something else. */
export type ReplyWords = { readonly says: 'seen'; readonly code?: number } | { readonly says: 'something-else' };

const SOMETHING_ELSE: ReplyWords = { says: 'something-else' };

/** Reads a reply: `收到`, `OK`, the message's number, or both: `OK 3`. Full-width signs and a full stop make no difference. */
export const readReply = (text: string): ReplyWords => {
  const plain = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[.!。!,~ ]+$/u, '');
  const [, word = '', digits] = /^(.*?)[\s,:#]*(\d{1,2})?$/su.exec(plain) ?? [];
  if (word === '' && digits === undefined) return SOMETHING_ELSE;
  if (word !== '' && !SEEN.has(word)) return SOMETHING_ELSE;
  return { says: 'seen', ...(digits === undefined ? {} : { code: Number(digits) }) };
};
