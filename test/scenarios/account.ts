import { z } from 'zod';
import type { UtcMillis } from '../../gateway/domain/clock.ts';
import type { AlarmFact, Fact } from '../../gateway/domain/fact.ts';
import type { NoticeFact } from '../../gateway/domain/supervision-fact.ts';

/** What was alarmed and told, in the words of a scenario's file, by the world's time. */
export interface Account {
  /** Facts that became durable, and the moment of the world at which each became known. */
  note(facts: readonly Fact[], momentOf: (fact: Fact) => UtcMillis): void;
  /** Who is behind a reference. */
  named(ref: string, text: string): void;
  /** The person behind a reference, by his id. */
  personOf(ref: string): string | undefined;
  alarms(): readonly string[];
  notices(): readonly string[];
  /** Attempts that reached somebody, by way, and those of which nobody knows. */
  told(): Readonly<Record<'voice' | 'sms' | 'webhook', number>> & { readonly uncertain: number };
}

interface AlarmRow {
  readonly first: AlarmFact;
  readonly raised: UtcMillis;
  cleared?: UtcMillis;
}

interface NoticeRow {
  readonly fact: NoticeFact;
  readonly began: UtcMillis;
  fate: NoticeFact['fate'];
}

interface AccountNeeds {
  /** The minute of a moment, as the file writes it. */
  minute(at: UtcMillis): string;
  /** A person's id by the name that the configuration gives him. */
  idOf(name: string): string;
}

const nameSchema = z.looseObject({ name: z.string() });

const FLAGS = { suppressed: 'suppressed', shelved: 'shelved', outOfService: 'out-of-service' } as const;

const alarmWords = ({ first, raised, cleared }: AlarmRow, minute: AccountNeeds['minute']): string => {
  const { channel, cause, limit, level } = first;
  const flags = (['suppressed', 'shelved', 'outOfService'] as const).filter((flag) => first[flag]).map((flag) => FLAGS[flag]);
  const end = cleared === undefined ? 'stands' : minute(cleared);
  return `${minute(raised)} to ${end}: ${[channel, cause, ...(limit === undefined ? [] : [limit]), level, ...flags].join(' ')}`;
};

/** What became of an attempt, where somebody may have heard of it. */
const OUTCOME: Readonly<Partial<Record<NoticeFact['fate'], string>>> = {
  sent: '', delivered: '', answered: '', failed: ' failed', uncertain: ' uncertain',
}; // biome-ignore format: a table to read

/** An empty account. */
export const createAccount = ({ minute, idOf }: AccountNeeds): Account => {
  const alarms = new Map<string, AlarmRow>();
  const attempts = new Map<string, NoticeRow>();
  const people = new Map<string, string>();
  const rows = (): readonly NoticeRow[] => [...attempts.values()].filter(({ fate }) => OUTCOME[fate] !== undefined);
  /** A failed attempt that another followed is no news. */
  const last = (): readonly NoticeRow[] =>
    rows().filter(({ fact, fate }) => fate !== 'failed' || !attempts.has(`${fact.id} ${fact.attempt + 1}`));
  return {
    note: (facts, momentOf) => {
      for (const fact of facts) {
        if (fact.kind === 'alarm') noteAlarm(alarms, fact, momentOf(fact));
        if (fact.kind === 'notice') noteAttempt(attempts, fact, momentOf(fact));
      }
    },
    named: (ref, text) => {
      const read = nameSchema.safeParse(JSON.parse(text));
      if (read.success) people.set(ref, idOf(read.data.name));
    },
    personOf: (ref) => people.get(ref),
    alarms: () => [...alarms.values()].sort((a, b) => a.raised - b.raised).map((row) => alarmWords(row, minute)),
    notices: () =>
      [...last()]
        .sort((a, b) => a.began - b.began)
        .map(({ fact: { way, to, through, about }, began, fate }) => {
          const who = to === undefined ? through : people.get(to);
          return `${minute(began)} ${way} ${who ?? 'nobody'} ${about}${OUTCOME[fate]}`;
        }),
    told: () => {
      const count = (way: string): number => rows().filter(({ fact, fate }) => fact.way === way && OUTCOME[fate] === '').length;
      return {
        voice: count('voice'),
        sms: count('sms'),
        webhook: count('webhook'),
        uncertain: rows().filter(({ fate }) => fate === 'uncertain').length,
      };
    },
  };
};

const noteAlarm = (alarms: Map<string, AlarmRow>, fact: AlarmFact, at: UtcMillis): void => {
  const row = alarms.get(fact.id) ?? { first: fact, raised: at };
  if (!fact.active) row.cleared ??= at;
  alarms.set(fact.id, row);
};

const noteAttempt = (attempts: Map<string, NoticeRow>, fact: NoticeFact, at: UtcMillis): void => {
  const key = `${fact.id} ${fact.attempt}`;
  const row = attempts.get(key);
  if (row === undefined) attempts.set(key, { fact, began: at, fate: fact.fate });
  else row.fate = fact.fate;
};
