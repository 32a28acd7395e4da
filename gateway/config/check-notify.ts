import type { Profile } from '../../device-profiles/profile.ts';
import { checkOutputs } from './check-outputs.ts';
import { type Finding, fault, type Path, warning } from './finding.ts';
import { nearestWord } from './nearest-word.ts';
import { DEADLINE_KINDS as ALL, type TOLD_BY } from './notify-schema.ts';
import type { Draft } from './site-schema.ts';

type DraftNotify = NonNullable<Draft['notify']>;
type DraftPerson = NonNullable<NonNullable<Draft['people']>[number]>;
type Way = (typeof TOLD_BY)[number];

/** Somebody who is told, as a step or the sign of life says. */
interface Told {
  readonly tell?: readonly (string | undefined)[] | undefined;
  readonly by?: readonly (Way | undefined)[] | undefined;
}

/** Who is told: people who are there, by ways that are there, in steps that follow each other. */
export const checkNotify = (draft: Draft, profiles: ReadonlyMap<string, Profile>): readonly Finding[] => {
  const { notify } = draft;
  if (notify === undefined) return [];
  const steps = notify.steps ?? [];
  return [
    ...steps.flatMap((step, place) => checkTold(step ?? {}, ['notify', 'steps', place], notify, draft)),
    ...(notify.signOfLife === undefined
      ? [warning('no-sign-of-life', ['notify'])]
      : checkTold(notify.signOfLife, ['notify', 'signOfLife'], notify, draft)),
    ...checkDeadlines(notify, draft),
    ...checkOrder(steps),
    ...checkPhones(draft.people ?? []),
    ...checkOutputs(draft, profiles),
  ];
};

/** Nothing that can wait for the morning is told at night: minutes since midnight. */
const [MORNING, EVENING] = [6 * 60, 21 * 60];

const checkDeadlines = (notify: DraftNotify, draft: Draft): readonly Finding[] => {
  const entries = notify.deadlines ?? [];
  return entries.flatMap((entry, place) => {
    const path: Path = ['notify', 'deadlines', place];
    const { at, of = ALL } = entry ?? {};
    const before = new Set(entries.slice(0, place).flatMap((each) => each?.of ?? ALL));
    const twice = of.filter((kind) => kind !== undefined && before.has(kind));
    return [
      ...checkTold(entry ?? {}, path, notify, draft),
      ...(at !== undefined && (at < MORNING || at >= EVENING) ? [fault('deadline-at-night', [...path, 'at'])] : []),
      ...(twice.length > 0 ? [fault('deadline-twice', path, { of: twice.join(', ') })] : []),
    ];
  });
};

const checkOrder = (steps: NonNullable<DraftNotify['steps']>): readonly Finding[] =>
  steps.flatMap((step, place) => {
    const [after, before] = [step?.after, place === 0 ? 0 : steps[place - 1]?.after];
    if (after === undefined || before === undefined) return [];
    if (place === 0 ? after === 0 : after > before) return [];
    return [fault(place === 0 ? 'first-step' : 'step-order', ['notify', 'steps', place, 'after'])];
  });

const checkTold = (told: Told, path: Path, notify: DraftNotify, { people = [] }: Draft): readonly Finding[] => {
  const ways = (told.by ?? []).filter((way) => way !== undefined);
  return [
    ...ways.flatMap((way) => missingMeans(way, path, notify)),
    ...(told.tell ?? []).flatMap((who, place) => (who === undefined ? [] : unknownPerson(who, [...path, 'tell', place], people))),
    ...unreachable(told, path, people),
  ];
};

const MEANS = { voice: 'modem', sms: 'modem', webhook: 'webhooks', mail: 'mail' } as const satisfies Record<Way, string>;

const missingMeans = (way: Way, path: Path, notify: DraftNotify): readonly Finding[] => {
  const means = notify[MEANS[way]];
  const there = Array.isArray(means) ? means.length > 0 : means !== undefined;
  return there ? [] : [fault('no-means', [...path, 'by'], { way, key: MEANS[way] })];
};

const unknownPerson = (who: string, path: Path, people: readonly (DraftPerson | undefined)[]): readonly Finding[] => {
  const known = people.flatMap((person) => [person?.id, person?.role]).filter((each) => each !== undefined);
  if (known.includes(who)) return [];
  return [fault('nobody', path, { who, near: nearestWord(who, known) ?? [...new Set(known)].slice(0, 20).join(', ') })];
};

/** Those of `people` whom an entry of `tell` names, by id or by role. */
const named = (who: string | undefined, people: readonly (DraftPerson | undefined)[]): readonly DraftPerson[] =>
  people.flatMap((person) =>
    person !== undefined && who !== undefined && (person.id === who || person.role === who) ? [person] : [],
  );

const unreachable = (
  { tell = [], by = [] }: Told,
  path: Path,
  people: readonly (DraftPerson | undefined)[],
): readonly Finding[] => {
  const persons = tell.flatMap((who) => named(who, people));
  const dials = by.some((way) => way === 'voice' || way === 'sms');
  const nobody = by.some((way) => way !== undefined && way !== 'webhook') && tell.length === 0;
  return [
    ...(nobody ? [fault('tells-nobody', [...path, 'by'])] : []),
    ...persons.flatMap(({ id = '', phone, mail }) => [
      ...(dials && phone === undefined ? [warning('no-phone', [...path, 'tell'], { who: id })] : []),
      ...(by.includes('mail') && mail === undefined ? [warning('no-mail', [...path, 'tell'], { who: id })] : []),
    ]),
  ];
};

const DIALLED = /^\+?[0-9][0-9 -]{2,19}$/;

const checkPhones = (people: readonly (DraftPerson | undefined)[]): readonly Finding[] =>
  people.flatMap((person, place) =>
    person?.phone === undefined || DIALLED.test(person.phone) ? [] : [fault('phone', ['people', place, 'phone'])],
  );
