import type { MessageKey } from '../../domain/messages/catalogue.ts';
import type { Filling } from '../../domain/messages/message.ts';
import type { BrokenUnit, FoundUnit, ScanReport, TryReport } from './scan-line.ts';
import { settingsText } from './settings-text.ts';

/** What is wrong with a wire, or worth knowing of it, as a message of the catalogue. */
export interface Diagnosis {
  readonly key: MessageKey & `finding.wire.${string}`;
  readonly filling?: Filling;
  /** True where somebody must do something. */
  readonly problem: boolean;
}

/** Says what a search tells of the wire itself: power, wiring, speed, two devices at one unit id. Pure. */
export const diagnose = (report: ScanReport): readonly Diagnosis[] => {
  const found = report.tries.flatMap((one) => one.found);
  const collisions = collisionsIn(report.tries, found);
  const garbled = garbledIn(report.tries, found);
  const heard = [...collisions, ...garbled];
  return [
    ...(found.length === 0 && heard.length === 0 ? [nothing(report)] : []),
    ...heard,
    ...found.flatMap(oftenBroken),
    ...severalSpeeds(found),
    ...(report.anyUnit ? [{ key: 'finding.wire.any-unit', problem: false } as const] : []),
    ...(report.echo && found.length > 0 ? [{ key: 'finding.wire.echo', problem: false } as const] : []),
  ];
};

const nothing = ({ echo, ended, tries }: ScanReport): Diagnosis => {
  const [only, ...others] = tries;
  if (ended) return { key: 'finding.wire.ended', problem: true };
  if (only?.settings === undefined) return { key: 'finding.wire.nobody', problem: true };
  if (echo) return { key: 'finding.wire.only-echo', problem: true };
  if (others.length > 0) return { key: 'finding.wire.nothing', problem: true };
  return { key: 'finding.wire.nothing-here', filling: { settings: settingsText(only.settings) }, problem: true };
};

/** More than this part of the units asked gave broken frames: then it isn't about a unit. */
const FEW = 0.34;

const isUnderstood = (unit: number, found: readonly FoundUnit[]): boolean => found.some((one) => one.unit === unit);

// Broken frames from one unit at one speed, where others are silent or well, are what two devices at one id sound like. A
// unit that was understood at another speed only spoke at the wrong one before; one that is broken at several is garbled.
const collisionsIn = (tries: readonly TryReport[], found: readonly FoundUnit[]): readonly Diagnosis[] =>
  tries
    .filter(isAboutUnits)
    .flatMap((one) =>
      one.broken
        .filter(({ unit, heard }) => !isUnderstood(unit, found) && !isText(heard) && timesBroken(unit, tries) === 1)
        .map(
          ({ unit }): Diagnosis => ({ key: 'finding.wire.collision', filling: { unit, settings: textOf(one) }, problem: true }),
        ),
    );

const isAboutUnits = ({ broken, asked, found }: TryReport): boolean =>
  found.length > 0 || broken.length <= Math.max(1, asked * FEW);

const timesBroken = (unit: number, tries: readonly TryReport[]): number =>
  tries.filter(({ broken }) => broken.some((one) => one.unit === unit)).length;

const garbledIn = (tries: readonly TryReport[], found: readonly FoundUnit[]): readonly Diagnosis[] => {
  const speaking = tries.filter(({ broken }) => broken.some(({ heard }) => isText(heard)));
  if (speaking.length > 0) {
    return [{ key: 'finding.wire.text', filling: { settings: speaking.map(textOf).join(', ') }, problem: true }];
  }
  const garbled = tries.filter(
    (one) => one.broken.length > 0 && (!isAboutUnits(one) || one.broken.some(({ unit }) => timesBroken(unit, tries) > 1)),
  );
  if (garbled.length === 0 || found.length > 0) return [];
  return [{ key: 'finding.wire.garbled', filling: { settings: garbled.map(textOf).join(', ') }, problem: true }];
};

const textOf = ({ settings }: Pick<TryReport, 'settings'>): string => (settings === undefined ? 'TCP' : settingsText(settings));

/** Shorter runs may be text by chance. */
const SHORTEST_TEXT = 6;

/** True for printable characters: a device that reports in text, or an analyzer, isn't speaking Modbus at all. */
const isText = (heard: BrokenUnit['heard']): boolean =>
  heard.length >= SHORTEST_TEXT &&
  heard.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09);

/** A device that is understood most of the time has company at its id, or a bad cable. */
const oftenBroken = ({ unit, tally: { asked, broken } }: FoundUnit): readonly Diagnosis[] =>
  broken >= 2 ? [{ key: 'finding.wire.often-broken', filling: { unit, broken, asked }, problem: true }] : [];

const severalSpeeds = (found: readonly FoundUnit[]): readonly Diagnosis[] => {
  const speeds = [...new Set(found.flatMap(({ settings }) => (settings === undefined ? [] : [settingsText(settings)])))];
  return speeds.length > 1 ? [{ key: 'finding.wire.several-speeds', filling: { speeds: speeds.join(', ') }, problem: true }] : [];
};
