import type { Millis } from '../../domain/clock.ts';
import type { NoticeWay } from '../../domain/supervision-fact.ts';

/** Who may be told. Personal data: only the id stands in a plan. */
export interface Person {
  readonly id: string;
  readonly name?: string | undefined;
  readonly role?: string | undefined;
  readonly phone?: string | undefined;
  readonly mail?: string | undefined;
}

/** One who is told, and by which way: a person, or a webhook by its name. */
export interface Recipient {
  readonly way: NoticeWay;
  /** The person's id; absent for a webhook. */
  readonly to?: string;
  /** The webhook's id. */
  readonly through?: string;
}

/** The ways by which a message is brought; lamp and buzzer show what stands, and are told nothing. */
export type MessageWay = 'voice' | 'sms' | 'webhook' | 'mail';

/** One entry of the order in which people are told. */
export interface Told {
  /** Ids or roles. */
  readonly tell: readonly string[];
  readonly by: readonly MessageWay[];
}

/** Told while nobody has acknowledged, `after` the first message. */
export interface Step extends Told {
  readonly after: Millis;
}

/** Who can be told on this site. */
export interface Reach {
  readonly people: readonly Person[];
  /** Ids of the webhooks. */
  readonly webhooks: readonly string[];
}

const ADDRESS = { voice: 'phone', sms: 'phone', mail: 'mail' } as const;

/** Everybody whom `told` names and some way reaches: person by person, each by all ways in order; webhooks once, last. */
export const recipientsOf = ({ tell, by }: Told, { people, webhooks }: Reach): readonly Recipient[] => {
  const persons = people.filter(({ id, role }) => tell.some((who) => who === id || who === role));
  return [
    ...persons.flatMap((person) =>
      by.flatMap((way) => (way === 'webhook' || person[ADDRESS[way]] === undefined ? [] : [{ way, to: person.id }])),
    ),
    ...(by.includes('webhook') ? webhooks.map((through) => ({ way: 'webhook' as const, through })) : []),
  ];
};

/** True where both are the same person or webhook, told by the same way. */
export const sameRecipient = (one: Recipient, other: Recipient): boolean =>
  one.way === other.way && one.to === other.to && one.through === other.through;

/** Both lists as one, each recipient once. */
export const together = (first: readonly Recipient[], second: readonly Recipient[]): readonly Recipient[] => [
  ...first,
  ...second.filter((each) => !first.some((other) => sameRecipient(each, other))),
];

/** The steps that reach anybody: one whose people have no telephone must not stop those after it. */
export const reachingSteps = (steps: readonly Step[], reach: Reach): readonly Step[] =>
  steps.filter((step) => recipientsOf(step, reach).length > 0);
