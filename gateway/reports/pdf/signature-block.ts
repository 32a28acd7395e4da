import { say } from '../../domain/messages/catalogue.ts';
import type { Language } from '../../domain/messages/message.ts';
import { momentText } from '../report-words.ts';
import { roleWords } from '../role-words.ts';
import type { Signature } from '../signing.ts';
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
    const colour = each.isEarly || each.daysLate > 0 || !each.isMadeAgain ? COLOURS.doubt : COLOURS.ink;
    drawFlowing(flow, signedWords(each, printed, language), { size: 9, colour });
    for (const words of replaced(each, printed, language)) drawFlowing(flow, words, { size: 8, colour: COLOURS.muted });
  }
  const roles = printed.draft.signedBy.map((role) => roleWords(role, language)).join(language === 'en' ? ' / ' : '／');
  if (signature === null) drawFlowing(flow, say(language, 'report.draft.unsigned', { roles }), { size: 10 });
  else if (signature.hash !== printed.hash)
    drawFlowing(flow, otherData(signature, printed, language), { size: 8, colour: COLOURS.doubt });
};

/** How anyone gets the page that was signed. */
const otherData = ({ upTo }: Signature, { period, date, to }: PrintedDraft, language: Language): string =>
  say(language, 'report.draft.other-data', { period, date, end: `${upTo.readings}:${upTo.urgent}:${to}` });

const signedWords = (
  { at, by, role, hash, isMadeAgain, isEarly, daysLate }: Signature,
  { timezone, nameOf }: PrintedDraft,
  language: Language,
): string => {
  const name = nameOf(by) ?? by.slice(0, 6);
  const who = role === undefined ? name : say(language, 'report.draft.signer', { name, role: roleWords(role, language) });
  return [
    say(language, 'report.draft.signed', { who, at: momentText(at, timezone), hash }),
    say(language, isMadeAgain ? 'report.draft.made-again' : 'report.draft.asked-hash'),
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
