import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { Hl7Format } from '../../../../device-profiles/analyzer/hl7-profile.ts';
import type { Lis02Format } from '../../../../device-profiles/analyzer/lis-profile.ts';
import type { Understood } from '../../../domain/sent-result.ts';
import { MllpReader } from '../hl7/mllp-reader.ts';
import { understandHl7 } from '../hl7/understand-hl7.ts';
import { recordBegins } from '../lis01/message-text.ts';
import { understandLis02 } from '../lis02/understand-lis02.ts';
import { logLines, messagesOf } from './log-lines.ts';
import { heardIn, loggedText } from './logged-frames.ts';

/** One message of a captured log. */
export interface LoggedMessage {
  /** Its records or segments, each ended by CR. */
  readonly raw: Uint8Array;
  readonly understood: Understood;
}

const withTolerated = (understood: Understood, more: readonly string[]): Understood => {
  const tolerated = [...more, ...(understood.tolerated ?? [])];
  return tolerated.length === 0 ? understood : { ...understood, tolerated };
};

const beginsLisMessage = (line: Uint8Array): boolean => recordBegins(line, 0, 'H');

const MSH = Buffer.from('MSH');

const beginsHl7Message = (line: Uint8Array): boolean => Buffer.compare(line.subarray(0, MSH.length), MSH) === 0;

const lisLog = (pieces: readonly Uint8Array[], profile: AnalyzerProfile, strict: Lis02Format): readonly LoggedMessage[] => {
  const format: Lis02Format = { ...strict, tolerates: [...strict.tolerates, 'no-header'] };
  const framed = loggedText(heardIn(pieces));
  const { text, tolerated } = framed ?? { text: Buffer.concat(pieces), tolerated: ['no-frames'] };
  return messagesOf(logLines(text), beginsLisMessage).map((raw) => ({
    raw,
    understood: withTolerated(understandLis02(raw, profile, format), tolerated),
  }));
};

/** The messages between 0B and 1C, or what lies there without them. */
const blocksIn = (
  pieces: readonly Uint8Array[],
): readonly { readonly raw: Uint8Array; readonly tolerated: readonly string[] }[] => {
  const reader = new MllpReader();
  const blocks: { raw: Uint8Array; tolerated: readonly string[] }[] = [];
  const add = (heard: ReturnType<MllpReader['silence']>): void => {
    if (heard?.is === 'message') blocks.push({ raw: heard.raw, tolerated: heard.ended ? [] : ['no-end-block'] });
  };
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; ) {
      const { heard, next } = reader.read(piece, from);
      add(heard);
      from = next;
    }
  }
  add(reader.silence());
  return blocks.length > 0 ? blocks : [{ raw: Buffer.concat(pieces), tolerated: ['no-blocks'] }];
};

const hl7Log = (pieces: readonly Uint8Array[], profile: AnalyzerProfile, format: Hl7Format): readonly LoggedMessage[] =>
  blocksIn(pieces).flatMap(({ raw, tolerated }) =>
    messagesOf(logLines(raw), beginsHl7Message).map((message) => ({
      raw: message,
      understood: withTolerated(understandHl7(message, profile, format), tolerated),
    })),
  );

/**
 * Reads a log that a person captured, in the pieces in which it comes: with frames or without, lines ended by CR, LF or both,
 * `#` comments, several messages. Nobody can be asked again, so that deviations of the link are let pass, each named in
 * `tolerated`; what a message lacks is not: without its L record it makes results only where the profile says so. Pure, and
 * never throws. Empty for formats that aren't sent in such logs.
 */
export const readCapturedLog = (pieces: readonly Uint8Array[], profile: AnalyzerProfile): readonly LoggedMessage[] => {
  const { format } = profile;
  if (format.is === 'lis02') return lisLog(pieces, profile, format);
  return format.is === 'hl7' ? hl7Log(pieces, profile, format) : [];
};
