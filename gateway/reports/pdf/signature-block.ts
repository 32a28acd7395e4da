import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { momentText } from '../report-words.ts';
import { roleWords } from '../role-words.ts';
import type { Signature } from '../signing.ts';
import { standingWords } from '../standing-words.ts';
import type { Flow } from './flow.ts';
import { drawFlowing } from './flowing-words.ts';
import type { PrintedDraft } from './printed-draft.ts';
import { COLOURS, MARGIN } from './sheet.ts';

/** Draws every signature under a check, the oldest first: with how late it came, and what it said that a later one replaced. */
export const drawSignatures = (flow: Flow, printed: PrintedDraft, language: Language): void => {
  const { sheet } = flow;
  const { signatures, signature } = printed.signing;
  flow.draw(30, (y) => {
    sheet.line([MARGIN, y + 6], [sheet.width - MARGIN, y + 6], COLOURS.faint, 0.6);
    return y + 12;
  });
  for (const each of signatures) {
    const colour = each.isEarly || each.daysLate > 0 || !isProven(each) ? COLOURS.doubt : COLOURS.ink;
    drawFlowing(flow, signedWords(each, printed, language), { size: 9, colour });
    const standing = standingWords(each, printed, language);
    const stands = each.standing?.is === 'matches' ? COLOURS.within : COLOURS.doubt;
    if (standing !== undefined) drawFlowing(flow, standing, { size: 8, colour: stands });
    for (const words of replaced(each, printed, language)) drawFlowing(flow, words, { size: 8, colour: COLOURS.muted });
  }
  const roles = printed.draft.signedBy.map((role) => roleWords(role, language)).join(language === 'en' ? ' / ' : '／');
  if (signature === null) drawFlowing(flow, say(language, 'report.draft.unsigned', { roles }), { size: 10 });
};

/** The gateway came to the signed hash: when it was signed, or now. */
const isProven = ({ isMadeAgain, standing }: Signature): boolean =>
  isMadeAgain || (standing !== undefined && standing.is !== 'not-made-again');

const signedWords = (signature: Signature, { timezone, nameOf }: PrintedDraft, language: Language): string => {
  const { at, by, role, hash, isMadeAgain, isEarly, daysLate } = signature;
  const name = nameOf(by, at) ?? by.slice(0, 6);
  const who = role === undefined ? name : say(language, 'report.draft.signer', { name, role: roleWords(role, language) });
  return [
    say(language, 'report.draft.signed', { who, at: momentText(at, timezone), hash }),
    ...(isMadeAgain ? [say(language, 'report.draft.made-again')] : []),
    ...(isProven(signature) ? [] : [say(language, 'report.draft.asked-hash')]),
    ...(isEarly ? [say(language, 'report.draft.early')] : []),
    ...(daysLate > 0 ? [say(language, 'report.draft.late', { n: daysLate })] : []),
  ].join(language === 'en' ? '. ' : '；');
};

/** Answers of an earlier signature that the lines above do not show. */
const replaced = ({ answers }: Signature, { draft }: PrintedDraft, language: Language): readonly string[] =>
  Object.entries(answers).flatMap(([key, answer]) => {
    const line = draft.lines.find((each) => each.key === key);
    return line?.answer === answer ? [] : [say(language, 'report.draft.then', { words: line?.words ?? key, answer })];
  });
