import { packMessage } from '../../cloud-bridge/contract/block-message.ts';
import { STATUS_EVERY } from '../../cloud-bridge/contract/status.ts';
import { loadAnalyzerProfiles, SHIPPED_ANALYZERS } from '../../device-profiles/analyzer/load-analyzer-profiles.ts';
import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import { planReads } from '../acquire/modbus/read-plan.ts';
import { wantedValues } from '../acquire/modbus/wanted-value.ts';
import { erasedPeople } from '../app/erased-people.ts';
import { readSite } from '../app/read-site.ts';
import { systemClock } from '../app/system-clock.ts';
import { unsignableSheets } from '../app/unsignable-sheets.ts';
import { type AirVolume, airVolume } from '../config/air-volume.ts';
import { type CheckFigures, checkReport, overloadedLines, readingsPerDay } from '../config/check-report.ts';
import { lineLoad } from '../config/line-load.ts';
import { sampleStretch } from '../config/sample-stretch.ts';
import type { Site } from '../config/site.ts';
import { textTable } from '../console/text-table.ts';
import type { Millis } from '../domain/clock.ts';
import { parseDuration } from '../domain/duration.ts';
import { EdgeError, type Fault } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import { sha256 } from '../evidence/sha256.ts';
import { diskPerDay } from '../journal/disk-prediction.ts';
import { type LimitFigures, limitFigures } from '../rules/tests/limit-figures.ts';
import { loadTestLimits, SHIPPED_TEST_LIMITS } from '../rules/tests/load-test-limits.ts';
import type { Command, Terminal } from './command.ts';
import { faultWords } from './error-words.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';
import { rehearsalTable, rehearsePast } from './rehearse-past.ts';

const OPTIONS = {
  ...CONFIG_OPTION,
  json: { type: 'boolean', default: false },
  rehearse: { type: 'string' },
} as const;

/** `larder check`: everything about a configuration that can be known without touching a device; exit 1 when a line can't carry what is asked of it, or somebody who was erased still stands in it. */
export const checkCommand: Command = {
  name: 'check',
  help: (language) => say(language, 'config.check.help'),
  run: async (words, terminal) => {
    const { values } = parsedOptions(words, terminal, OPTIONS);
    const past = rehearsedTime(values.rehearse, terminal);
    // All of them: a profile that is broken is told before anybody needs it.
    await loadProfiles([SHIPPED_PROFILES], terminal.language);
    await loadAnalyzerProfiles([SHIPPED_ANALYZERS], terminal.language);
    const site = await readSite(values.config, terminal.environment, terminal.language);
    const figures = await figuresOf(site);
    const rehearsed = past === undefined ? undefined : rehearsePast(site, systemClock.now(), past);
    if (values.json) terminal.out(JSON.stringify({ ...jsonOf(site, figures), ...(rehearsed && { rehearsed }) }));
    else showReport(site, figures, terminal);
    if (rehearsed !== undefined && !values.json) for (const line of rehearsalTable(rehearsed, site)) terminal.out(line);
    return tellDoubts(site, figures, values.config, terminal);
  },
};

const rehearsedTime = (written: string | undefined, { language }: Terminal): Millis | undefined => {
  const read = written === undefined ? undefined : parseDuration(written);
  if (written !== undefined && read === undefined)
    throw new EdgeError('usage', say(language, 'alarm.rehearsal.duration', { written }));
  return read;
};

const figuresOf = async (site: Site): Promise<CheckFigures> => ({
  plans: site.devices.map((device) => ({ device, questions: planReads(wantedValues(device), device.profile.limits) })),
  disk: diskPerDay({
    units: site.devices.map(({ channels, every }) => ({ channels: channels.length, every })),
    commit: site.keep.commit,
    seal: site.keep.seal,
  }),
  air: await airOf(site),
  ...(site.analyzers.length === 0 ? {} : { tests: await testsOf(site) }),
});

const testsOf = async ({ limitsFolder, gateway }: Site): Promise<LimitFigures> => {
  const folders = [SHIPPED_TEST_LIMITS, ...(limitsFolder === undefined ? [] : [limitsFolder])];
  return limitFigures(await loadTestLimits(folders, gateway.language), systemClock.now());
};

const airOf = async ({ gateway, channels, keep, uplinks, lines, devices }: Site): Promise<ReadonlyMap<string, AirVolume>> => {
  const stretch = sampleStretch(gateway.id, channels, keep.seal, sha256);
  const brokers = uplinks.filter((uplink) => uplink.kind === 'mqtt');
  const volumes = brokers.map(async ({ id, url, acknowledge }): Promise<readonly [string, AirVolume]> => {
    const tls = url.startsWith('mqtts:');
    const counted = lines.length + devices.length;
    return [
      id,
      await airVolume(stretch, {
        gateway: gateway.id,
        tls,
        acknowledge,
        counted,
        statusEvery: STATUS_EVERY,
        pack: packMessage,
      }),
    ];
  });
  return new Map(await Promise.all(volumes));
};

const showReport = (site: Site, figures: CheckFigures, { out }: Terminal): void => {
  for (const { title, rows, note } of checkReport(site, figures, site.gateway.language)) {
    out(title);
    for (const line of textTable(rows)) out(`  ${line}`);
    if (note !== undefined) out(`  ${note}`);
    out('');
  }
};

const jsonOf = (site: Site, figures: CheckFigures): object => ({
  file: site.file,
  lines: site.lines.map((line) => ({ id: line.id, ...lineLoad(line, figures.plans) })),
  devices: figures.plans.map(({ device, questions }) => ({
    id: device.id,
    reads: questions.map(({ table, address, count }) => ({ table, address, count })),
  })),
  analyzers: site.analyzers.map(({ id, link, profile }) => ({ id, link, profile: profile.id })),
  readingsPerDay: readingsPerDay(site),
  diskBytesPerDay: figures.disk ?? null,
  airBytesPerDay: Object.fromEntries(figures.air),
  ...(figures.tests === undefined ? {} : { tests: figures.tests }),
  warnings: site.warnings,
});

/** Whoever was erased on this box and still stands in the file: the gateway runs without that person, and the file still names him. */
const erasedFaults = (site: Site): readonly Fault[] =>
  erasedPeople(site).map((id) => ({
    file: site.file,
    place: `people[${site.people.findIndex((person) => person.id === id)}]`,
    wrong: say(site.gateway.language, 'config.check.erased', { id }),
    remedy: say(site.gateway.language, 'config.check.erased.do'),
  }));

/** Sheets of the site's own checks that nobody in the file may sign: better known now than on the last day of a month. */
const unsignableFaults = (site: Site): readonly Fault[] =>
  unsignableSheets(site).map(({ period, roles }) => ({
    file: site.file,
    place: 'people',
    wrong: say(site.gateway.language, 'config.check.nobody-signs', {
      sheet: say(site.gateway.language, `report.sheet.${period}`),
    }),
    remedy: say(site.gateway.language, 'config.check.nobody-signs.do', { roles: roles.join(', ') }),
  }));

/** Tells doubts, erased people and overloaded lines, then the verdict; gives the exit code. */
const tellDoubts = (site: Site, figures: CheckFigures, file: string, { err }: Terminal): 0 | 1 => {
  const { language } = site.gateway;
  const erased = erasedFaults(site);
  const warnings = [...site.warnings, ...unsignableFaults(site)];
  for (const fault of [...warnings, ...erased]) err(faultWords(fault));
  const overloaded = overloadedLines(site, figures);
  for (const { line, share } of overloaded)
    err(say(language, 'config.check.overloaded', { line, share: Math.round(share * 100) }));
  const verdict = overloaded.length > 0 ? 'config.check.problem' : 'config.check.well';
  if (erased.length === 0) err(say(language, verdict, { file, warnings: warnings.length }));
  return overloaded.length > 0 || erased.length > 0 ? 1 : 0;
};
