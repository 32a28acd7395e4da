import type { Profile } from '../../device-profiles/profile.ts';
import type { Clock, Millis } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { replyOf } from './finding/bus-asker.ts';
import { gatherEvidence } from './finding/evidence.ts';
import { type Interview, interview } from './finding/interview.ts';
import type { Asker, Reply } from './finding/unit-question.ts';
import type { Answer } from './modbus/answer.ts';
import type { PolledDevice } from './modbus/polled-device.ts';
import { type Request, readFunction } from './modbus/request.ts';

/** A device that keeps silent where it is asked who it is costs its line some seconds: it isn't asked again for so long. */
const REST_AFTER_SILENCE: Millis = 3_600_000;

/** What the watch over identities needs. */
export interface IdentityNeeds {
  readonly clock: Clock;
  /** Asks besides the polls, by the line's one owner. */
  ask(request: Request): Promise<Answer>;
  /** A device answers unlike its profile, with what it said; or like it again. */
  onUnlike(device: PolledDevice, said: string | undefined): void;
}

/**
 * Asks each device who it is, as its profile says, whenever it is met: at its first answer, and at the first after it was
 * silent or its line was gone. Another model at its unit id, or a port that now has another name, gives plausible numbers.
 * Its values stay as they are, for a profile may be wrong, too; but a person must look.
 */
export class IdentityWatch {
  readonly #needs: IdentityNeeds;
  readonly #unlike = new Set<string>();
  readonly #restsUntil = new Map<string, Millis>();
  #turn: Promise<void> = Promise.resolve();

  constructor(needs: IdentityNeeds) {
    this.#needs = needs;
  }

  /** A device gave its first answer, or its first since it was away. */
  met(device: PolledDevice): void {
    const profile = askedInPassing(device.profile);
    const isResting = (this.#restsUntil.get(device.id) ?? 0) > this.#needs.clock.elapsed();
    if (isResting || (profile.identity.length === 0 && profile.setUnit === undefined)) return;
    this.#turn = this.#turn.then(() => this.#look(device, profile));
  }

  async #look(device: PolledDevice, profile: Profile): Promise<void> {
    const { clock, onUnlike } = this.#needs;
    const talk = remembering(interview(this.#asker(), device.unit, 0));
    const evidence = await gatherEvidence(profile, talk).catch(whenLineIsBusy);
    if (evidence === undefined) return;
    const against = evidence.find(({ agrees }) => !agrees);
    if (against !== undefined && !isSaid(talk.last())) {
      this.#restsUntil.set(device.id, clock.elapsed() + REST_AFTER_SILENCE);
      return;
    }
    if ((against !== undefined) === this.#unlike.has(device.id)) return;
    if (against === undefined) this.#unlike.delete(device.id);
    else this.#unlike.add(device.id);
    onUnlike(device, against && `${against.table} ${against.address}: ${against.raw ?? wordOf(talk.last())}`);
  }

  #asker(): Asker {
    return {
      read: async ({ unit, table, address, count }) => {
        const answer = await this.#needs.ask({ function: readFunction(table), unit, address, count });
        if (answer.is === 'lost') throw new EdgeError('line-lost', 'the line went away');
        return replyOf(answer, table, count, []);
      },
    };
  }
}

/** Besides the values that are polled anyhow: a broken probe must not make its device another. */
const askedInPassing = (profile: Profile): Profile => {
  const measured = new Set(profile.registers.flatMap((each) => (each.role === 'measurement' ? placeOf(each) : [])));
  return { ...profile, identity: profile.identity.filter((check) => !measured.has(placeOf(check))) };
};

const placeOf = ({ table, address }: { readonly table: string; readonly address: number }): string => `${table} ${address}`;

const remembering = (talk: Interview): Interview & { last(): Reply | undefined } => {
  let last: Reply | undefined;
  return {
    ...talk,
    ask: async (table, address, count) => {
      last = await talk.ask(table, address, count);
      return last;
    },
    last: () => last,
  };
};

// Modbus Application Protocol V1.1b3, section 7: 1 to 3 are about the question; the others, about the device's day.
const isSaid = (reply: Reply | undefined): boolean =>
  reply?.is === 'values' || (reply?.is === 'exception' && reply.code >= 1 && reply.code <= 3);

const wordOf = (reply: Reply | undefined): string => (reply?.is === 'exception' ? `exception ${reply.code}` : '–');

// It is met again; and polls go before.
const whenLineIsBusy = (error: unknown): undefined => {
  if (!(error instanceof EdgeError)) throw error;
  return undefined;
};
