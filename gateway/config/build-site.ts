import { resolve } from 'node:path';
import { type Profile, type Register, resolutionOf } from '../../device-profiles/profile.ts';
import type { Channel } from '../domain/channel.ts';
import type { LimitSet } from '../domain/limit.ts';
import type { Language } from '../domain/messages/message.ts';
import { buildAnalyzers } from './build-analyzers.ts';
import { buildNotify } from './build-notify.ts';
import type { AnalyzerKnowledge } from './check-analyzers.ts';
import type { Knowledge } from './check-devices.ts';
import type { NotifySecrets } from './notify-access.ts';
import { serialSettings } from './serial-settings.ts';
import type { LineLink, Site, SiteChannel, SiteDevice, SiteLine, Uplink } from './site.ts';
import type { SiteFile } from './site-schema.ts';
import type { Credentials } from './uplink-access.ts';

type FileDevice = SiteFile['devices'][number];
type FileChannel = NonNullable<NonNullable<FileDevice['channels']>[string]>;

/** What a site is built from besides its file. */
interface SiteNeeds extends Knowledge, AnalyzerKnowledge {
  /** The configuration, absolute. */
  readonly file: string;
  readonly folder: string;
  readonly language: Language;
  /** One for each uplink, in the order of the file. */
  readonly credentials: readonly Credentials[];
  /** One for each analyzer, in the order of the file. */
  readonly tokens: readonly (string | undefined)[];
  readonly notifySecrets: NotifySecrets;
}

/** Builds the site from a file in which nothing is wrong. */
export const buildSite = (file: SiteFile, needs: SiteNeeds): Omit<Site, 'warnings'> => {
  const { gateway, keep, people, calendar, retention } = file;
  const { devices, channels } = buildDevices(file.devices, needs);
  return {
    file: needs.file,
    gateway: { ...gateway, name: gateway.name ?? gateway.id, language: gateway.language ?? needs.language },
    dataFolder: resolve(needs.folder, file.data),
    keep,
    lines: file.lines.map((line) => buildLine(line, devices, needs.folder)),
    devices,
    channels,
    analyzers: buildAnalyzers(file.analyzers, needs),
    ...(file.actions === undefined ? {} : { actionsFile: resolve(needs.folder, file.actions) }),
    ...(file.checklist === undefined ? {} : { checklistFile: resolve(needs.folder, file.checklist) }),
    ...(file.limits === undefined ? {} : { limitsFolder: resolve(needs.folder, file.limits) }),
    ...(file.platforms === undefined ? {} : { platformsFolder: resolve(needs.folder, file.platforms) }),
    ...(calendar === undefined ? {} : { calendar: { timezone: gateway.timezone, ...calendar } }),
    ...(file.button === undefined ? {} : { button: file.button }),
    ...(retention === undefined ? {} : { retention }),
    people,
    ...(file.notify === undefined
      ? {}
      : { notify: buildNotify(file.notify, { folder: needs.folder, devices, secrets: needs.notifySecrets }) }),
    uplinks: file.uplinks.map((uplink, place) => buildUplink(uplink, needs.credentials[place] ?? {}, needs.folder)),
    ...(file.console === undefined ? {} : { console: file.console }),
  };
};

const buildLine = (line: SiteFile['lines'][number], devices: readonly SiteDevice[], folder: string): SiteLine => {
  const profiles = devices.filter((device) => device.line === line.id).map(({ profile }) => profile);
  const { id, slowest, rs485 } = line;
  return { id, link: linkOf(line, folder), ...serialSettings(line, profiles), slowest, rs485 };
};

const linkOf = (line: SiteFile['lines'][number], folder: string): LineLink => {
  if (line.tcp !== undefined) return { kind: 'tcp', ...line.tcp };
  const bridge = line['rtu-over-tcp'];
  if (bridge !== undefined) return { kind: 'rtu-over-tcp', ...bridge };
  return { kind: 'serial', path: resolve(folder, line.serial ?? '') };
};

const buildDevices = (files: readonly FileDevice[], { profiles, rules }: Knowledge) => {
  const channels: Channel[] = [];
  const devices = files.flatMap((device): readonly SiteDevice[] => {
    const profile = profiles.get(device.profile);
    if (profile === undefined) return []; // checked before
    const own = chosen(device, profile).map(([register, written]) => {
      const channel = channelOf(device, register, written, rules);
      channels.push(channel);
      return siteChannelOf(channel, channels.length - 1, register);
    });
    const { id, name, line, unit, every } = device;
    return [{ id, name: name ?? id, line, unit, profile, every, channels: own }];
  });
  return { devices, channels };
};

/** The registers to read, each with what the site wrote: those it names, in its order; without names every measurement. */
const chosen = (device: FileDevice, { registers }: Profile): readonly (readonly [Register, FileChannel])[] => {
  const { channels } = device;
  if (channels === undefined) return registers.filter(({ role }) => role === 'measurement').map((register) => [register, {}]);
  return Object.entries(channels).flatMap(([name, written]) =>
    registers.filter((register) => register.name === name).map((register) => [register, written ?? {}] as const),
  );
};

const channelOf = (
  device: FileDevice,
  register: Register,
  { rule, cabinet, probe, offset, certificate, door, defrost, pair, camera }: FileChannel,
  rules: ReadonlyMap<string, LimitSet>,
): Channel => {
  const limits = rule === undefined ? undefined : rules.get(rule);
  return {
    id: `${device.id}/${register.name}`,
    device: device.id,
    cabinet: cabinet ?? device.id,
    unit: register.unit,
    resolution: resolutionOf(register),
    every: device.every,
    ...(probe === undefined ? {} : { probe }),
    ...(offset === undefined ? {} : { offset }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(limits === undefined ? {} : { rule: limits }),
    ...(door === undefined ? {} : { door }),
    ...(camera === undefined ? {} : { camera }),
    ...(defrost === undefined ? {} : { defrost }),
    ...(pair === undefined ? {} : { pair }),
  };
};

const siteChannelOf = ({ offset = 0, rule }: Channel, place: number, register: Register): SiteChannel => {
  const frozenAfter = rule?.frozen;
  return { place, register: register.name, offset, ...(frozenAfter === undefined ? {} : { frozenAfter }) };
};

const buildUplink = (uplink: SiteFile['uplinks'][number], credentials: Credentials, folder: string): Uplink => {
  const { id, mqtt, http, ca, cert, key, acknowledge, platform = '', settings = {}, codes = {} } = uplink;
  const access = {
    id,
    ...credentials,
    ...(ca === undefined ? {} : { ca: resolve(folder, ca) }),
    ...(cert === undefined ? {} : { cert: resolve(folder, cert) }),
    ...(key === undefined ? {} : { key: resolve(folder, key) }),
  };
  return http === undefined
    ? { kind: 'mqtt', url: mqtt ?? '', ...access, acknowledge }
    : { kind: 'http', url: http, ...access, platform, settings, codes };
};
