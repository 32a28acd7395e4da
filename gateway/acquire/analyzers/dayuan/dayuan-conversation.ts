import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import { type Millis, sleep } from '../../../domain/clock.ts';
import type { Conversation, ConversationNeeds } from '../conversation.ts';
import { Legibility } from '../legibility.ts';
import type { DayuanFrame } from './dayuan-frame.ts';
import { linkQuestion } from './dayuan-questions.ts';
import { type DayuanModel, identityOf, isRow } from './dayuan-row.ts';
import { createFrameReader } from './frame-reader.ts';
import { createLz4000tRounds } from './lz4000t-rounds.ts';
import { createMeterQuestions, type MeterQuestions } from './meter-questions.ts';
import { createRowKeeper, type RowKeeper } from './row-keeper.ts';
import type { RowRounds } from './row-rounds.ts';
import { createTl310Rounds } from './tl310-rounds.ts';
import { readRow, understandDayuan } from './understand-dayuan.ts';

/** After rows were refused by a full or failing disk, the same rows are not asked for at once. */
const AFTER_REFUSAL: Millis = 5_000;

/** The meter is asked whether it is there at least so often; one that was away is read anew. */
const LINK_TEST_AFTER: Millis = 10_000;

/** At a wrong speed a meter answers some bytes of noise every two seconds: said within a minute. */
const STRETCH = 64;

const LINK_ANSWERS: Readonly<Record<DayuanModel, number>> = { tl310: 0x02, lz4000t: 0x01 };

interface Talk {
  readonly needs: ConversationNeeds;
  readonly model: DayuanModel;
  /** ms between two rounds. */
  readonly pace: Millis;
  readonly questions: MeterQuestions;
  readonly rounds: RowRounds;
  readonly keeper: RowKeeper;
  readonly signal: AbortSignal;
}

/** True while the meter is there. One that comes back has everything asked for anew: it may have measured meanwhile. */
const createPresence = ({ needs, model, questions, rounds }: Talk): (() => Promise<boolean>) => {
  let isThere = false;
  let askedAt: Millis = 0;
  return async () => {
    if (isThere && needs.clock.elapsed() - askedAt < LINK_TEST_AFTER) return true;
    const answered = (await questions.askForFrame(linkQuestion(model), LINK_ANSWERS[model])) !== undefined;
    askedAt = needs.clock.elapsed();
    if (answered && !isThere) rounds.startAgain();
    isThere = answered;
    return answered;
  };
};

const talk = async (all: Talk): Promise<void> => {
  const { needs, rounds, keeper, signal, pace } = all;
  const isThere = createPresence(all);
  while (!signal.aborted) {
    if (await isThere()) await rounds.round();
    const tookAll = keeper.tookAll();
    if (!tookAll) rounds.startAgain();
    await sleep(needs.clock, tookAll ? pace : AFTER_REFUSAL, signal);
  }
};

const roundsOf = (needs: ConversationNeeds, model: DayuanModel, questions: MeterQuestions): RowRounds =>
  model === 'tl310'
    ? createTl310Rounds(questions)
    : createLz4000tRounds({ clock: needs.clock, timezone: needs.timezone ?? 'UTC', questions });

/** Hands a row to the keeper, unless it says that nothing was measured in its channel. */
const rowHandler = (needs: ConversationNeeds, keeper: RowKeeper): ((frame: DayuanFrame, raw: Uint8Array) => void) => {
  const { analyzer, profile, clock } = needs;
  const { format } = profile;
  return (frame, raw) => {
    if (format.is !== 'dayuan' || !isRow(frame, format.model) || readRow(frame, profile, format) === 'none') return;
    keeper.add(identityOf(frame, format.model), () => ({
      analyzer,
      origin: 'instrument',
      raw,
      understood: understandDayuan(raw, profile),
      receivedAt: clock.now(),
    }));
  };
};

const linkOf = ({ link }: AnalyzerProfile): Extract<AnalyzerProfile['link'], { readonly protocol: 'dayuan' }> => {
  if (link.protocol !== 'dayuan') throw new TypeError(`A DaYuan conversation needs a DaYuan link, not ${link.protocol}.`);
  return link;
};

/**
 * The talk with a DaYuan meter: the box asks for rows at a pace, so that a fresh one is here within two to three seconds, and
 * keeps each once. Nothing is acknowledged on this link: a row that was lost, damaged or refused is missing in its answer's
 * count, or not yet known, and is asked for again. Nothing is ever sent but link tests, counts and questions for rows. Throws
 * TypeError for a profile of another link.
 */
export const createDayuanConversation = (needs: ConversationNeeds): Conversation => {
  const { model, askEvery } = linkOf(needs.profile);
  const legibility = new Legibility((active, why) => needs.onUnreadable(active, why), STRETCH);
  const keeper = createRowKeeper(needs);
  const questions = createMeterQuestions(needs.clock, model, (bytes) => needs.write(bytes));
  const onRow = rowHandler(needs, keeper);
  const noise = (bytes: number): void => {
    needs.counters.noiseBytes += bytes;
    legibility.add(bytes, bytes);
  };
  const reader = createFrameReader({
    clock: needs.clock,
    onFrame: (frame, raw) => {
      legibility.add(raw.length, 0);
      onRow(frame, raw);
      questions.onFrame(frame);
    },
    onNoise: noise,
    onBroken: () => {
      needs.counters.refused += 1;
    },
  });
  const ending = new AbortController();
  const rounds = roundsOf(needs, model, questions);
  void talk({ needs, model, pace: askEvery, questions, rounds, keeper, signal: ending.signal });
  return {
    onBytes: (bytes) => reader.onBytes(bytes),
    close: () => {
      ending.abort();
      questions.close();
      keeper.close();
      const rest = reader.close();
      if (rest > 0) {
        noise(rest);
        needs.counters.incomplete += 1;
      }
    },
  };
};
