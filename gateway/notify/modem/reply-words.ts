/** What people answer who have seen a message. A reply never says more than that: a corrective action is confirmed by name, elsewhere. */
const SEEN: ReadonlySet<string> = new Set([
  '1',
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

/** True where a reply says that its sender has seen the message. Full-width signs and a full stop make no difference. */
export const saysSeen = (text: string): boolean =>
  SEEN.has(
    text
      .normalize('NFKC')
      .trim()
      .toLowerCase()
      .replace(/[.!。!,~ ]+$/u, ''),
  );
