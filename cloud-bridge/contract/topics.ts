import type { Lane } from '../../gateway/domain/lane.ts';

/** What a receiver says about blocks, each on a topic that ends with the receiver's name. */
const ANSWERS = ['stored', 'refused', 'again'] as const;
export type AnswerKind = (typeof ANSWERS)[number];

/** The topics of one gateway, all below `larder/1/<gateway>`. */
export interface Topics {
  /** Blocks, one lane a topic. Up, QoS 1, not retained. */
  readonly lanes: Readonly<Record<Lane, string>>;
  /** Up, QoS 1, retained; also the will. */
  readonly status: string;
  readonly command: string;
  readonly reply: string;
  /** Down, QoS 1; `stored` is retained. */
  answer(kind: AnswerKind, receiver: string): string;
  /** The filters that bring every receiver's answers. */
  readonly answers: readonly string[];
}

/** The topics of `gateway`. Version 1 of the contract is the `1` in them. */
export const topicsOf = (gateway: string): Topics => {
  const root = `larder/1/${gateway}`;
  return {
    lanes: { urgent: `${root}/urgent`, readings: `${root}/readings` },
    status: `${root}/status`,
    command: `${root}/command`,
    reply: `${root}/reply`,
    answer: (kind, receiver) => `${root}/${kind}/${receiver}`,
    answers: ANSWERS.map((kind) => `${root}/${kind}/+`),
  };
};

/** A receiver's name: what stands in screens and records must be short and plain. */
const RECEIVER = /^[\w.-]{1,64}$/;

/** Which kind of answer from which receiver a topic carries; undefined for any other topic. */
export const answerOn = (topic: string): { readonly kind: AnswerKind; readonly receiver: string } | undefined => {
  const [, , , kindText, receiver, ...rest] = topic.split('/');
  const kind = ANSWERS.find((word) => word === kindText);
  return kind === undefined || receiver === undefined || !RECEIVER.test(receiver) || rest.length > 0
    ? undefined
    : { kind, receiver };
};
