import type { Diagnosis } from '../acquire/finding/diagnosis.ts';
import type { Evidence } from '../acquire/finding/evidence.ts';
import type { RegisterReading } from '../acquire/finding/read-device.ts';
import type { Candidate } from '../acquire/finding/recognise.ts';
import type { FoundUnit, ScanReport } from '../acquire/finding/scan-line.ts';
import { settingsText } from '../acquire/finding/settings-text.ts';
import { qualityWords } from '../console/status-screen.ts';
import { unitSign } from '../domain/measurement-unit.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import { hasValue } from '../domain/quality.ts';

/** Look-alikes that are shown; more help nobody. */
const MOST_SHOWN = 3;

/** A search in words: each unit with what it is, then what is to be said of the wire. */
export const scanWords = (report: ScanReport, wire: readonly Diagnosis[], language: Language): readonly string[] => {
  const found = report.tries.flatMap((one) => one.found);
  const about = wire.map(({ key, filling, problem }) => `${problem ? '!' : '·'} ${say(language, key, filling)}`);
  return [...found.flatMap((unit) => unitWords(unit, language)), ...(about.length === 0 ? [] : [...about, ''])];
};

const unitWords = (found: FoundUnit, language: Language): readonly string[] => {
  const { unit, settings, recognition } = found;
  const shown = recognition.candidates.slice(0, recognition.certain ? 1 : MOST_SHOWN);
  const place = settings === undefined ? '' : `  ${settingsText(settings)}`;
  return [
    `${say(language, 'finding.scan.unit', { unit })}${place}  ${headline(found, language)}`,
    ...shown.flatMap((candidate) => candidateWords(candidate, shown.length > 1, language)),
    '',
  ];
};

const headline = ({ unit, recognition: { candidates, certain } }: FoundUnit, language: Language): string => {
  const [first] = candidates;
  if (first === undefined) return say(language, 'finding.scan.unknown', { unit });
  if (certain) return `${first.profile.id}  ${first.profile.vendor}: ${first.profile.kind}`;
  if (candidates.length > 1) return say(language, 'finding.scan.look-alikes', { n: candidates.length });
  return say(language, 'finding.scan.perhaps', { profile: first.profile.id });
};

const candidateWords = (candidate: Candidate, named: boolean, language: Language): readonly string[] => {
  const readings = candidate.readings.map((reading) => readingWords(reading, language)).join(language === 'en' ? ', ' : '，');
  const evidence = telling(candidate.evidence)
    .map((one) => evidenceWords(one, language))
    .join(language === 'en' ? '; ' : '；');
  return [
    ...(readings === '' ? [] : [`    ${named ? `${candidate.profile.id}: ` : ''}${readings}`]),
    ...(evidence === '' ? [] : [`    ${named ? '  ' : ''}${say(language, 'finding.scan.because', { evidence })}`]),
  ];
};

/** A register that holds the unit id was often looked at for another reason, too. */
const telling = (evidence: readonly Evidence[]): readonly Evidence[] => {
  const own = evidence.find(({ of }) => of === 'own-unit');
  return evidence.filter((one) => one === own || one.table !== own?.table || one.address !== own.address);
};

/** One register as it was read: `temperature 4.2 °C`, or why there is no value. */
const readingWords = (reading: RegisterReading, language: Language): string =>
  `${reading.register.name} ${valueWords(reading, language)}`;

/** The value with its unit, its state by name, or why there is none. */
export const valueWords = ({ register, value, quality }: RegisterReading, language: Language): string => {
  if (!hasValue(quality)) return qualityWords(quality, language);
  const state = register.states?.[String(value)];
  const text = state === undefined ? `${value} ${unitSign(register.unit)}`.trim() : `${value} (${state})`;
  return quality === 'good' ? text : `${text} (${qualityWords(quality, language)})`;
};

const evidenceWords = ({ of, table, address, raw }: Evidence, language: Language): string =>
  say(language, `finding.scan.evidence.${of}`, { table, address, raw: raw ?? '–' });
