import type { Clock } from '../domain/clock.ts';
import type { PersonRef } from '../domain/station-fact.ts';
import type { NoticeFact } from '../domain/supervision-fact.ts';
import type { Fated } from './parcel.ts';

/** A change of a notice's fate as the record has it: people by reference. */
export const noticeFact = (
  { notice, fate, attempt, reason }: Omit<Fated, 'final'>,
  { clock, refOf }: { readonly clock: Pick<Clock, 'now'>; refOf(person: string): PersonRef },
): NoticeFact => {
  const { id, way, to, through, about, alarms } = notice;
  return {
    kind: 'notice', at: clock.now(), id, way,
    ...(to === undefined ? {} : { to: refOf(to) }),
    ...(through === undefined ? {} : { through }),
    about, alarms, fate, attempt,
    ...(reason === undefined ? {} : { reason }),
  }; // biome-ignore format: a fact to read
};
