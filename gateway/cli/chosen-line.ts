import { existsSync } from 'node:fs';
import { faultOfLink, parseLink } from '../acquire/finding/link-text.ts';
import { realPathOf } from '../acquire/finding/system-files.ts';
import type { Link } from '../acquire/line/line-settings.ts';
import { askGateway } from '../app/ask-gateway.ts';
import { readSite } from '../app/read-site.ts';
import type { Site, SiteDevice, SiteLine } from '../config/site.ts';
import type { Clock } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { Terminal } from './command.ts';

const DEFAULT_FILE = 'larder.yaml';

/** The line that a person means, and what the configuration knows of it. */
export interface ChosenLine {
  readonly link: Link;
  /** The line of the configuration with this link. */
  readonly configured?: SiteLine;
  /** The device, where a device was named. */
  readonly device?: SiteDevice;
  readonly site?: Site;
}

/** The one line that was named. @throws EdgeError `usage` for none or several. */
export const onlyLine = ([name, ...others]: readonly string[], language: Language): string => {
  if (name === undefined || others.length > 0) throw new EdgeError('usage', say(language, 'finding.which-line'));
  return name;
};

/**
 * Finds the line that a person means: a path or an address as it is, or the id of a line or device of the configuration.
 * A configuration that is only there by chance and can't be read is no reason to stop: whoever looks for devices is often
 * about to write it.
 * @throws EdgeError `usage` for a name that nothing has, or an address that can't be one; `config-unreadable` and `config-invalid` where the file is needed.
 */
export const chooseLine = async (text: string, file: string | undefined, terminal: Terminal): Promise<ChosenLine> => {
  const link = parseLink(text);
  const fault = link === undefined ? faultOfLink(text) : undefined;
  if (fault !== undefined)
    throw new EdgeError('usage', say(terminal.language, `finding.wrong-${fault.is}`, { line: text, ...fault }));
  const site = await siteFor(file, link === undefined, terminal);
  if (link === undefined) return named(text, site, file ?? DEFAULT_FILE, terminal);
  const configured = site === undefined ? undefined : await lineWith(site, link);
  return { link, ...(configured === undefined ? {} : { configured }), ...(site === undefined ? {} : { site }) };
};

const siteFor = async (file: string | undefined, isNeeded: boolean, terminal: Terminal): Promise<Site | undefined> => {
  if (file === undefined && !existsSync(DEFAULT_FILE)) return undefined;
  try {
    return await readSite(file ?? DEFAULT_FILE, terminal.environment, terminal.language, false);
  } catch (error) {
    if (!(error instanceof EdgeError) || file !== undefined || isNeeded) throw error;
    terminal.err(say(terminal.language, 'finding.config-left-aside', { file: DEFAULT_FILE, why: error.message }));
    return undefined;
  }
};

const named = (name: string, site: Site | undefined, file: string, { language }: Terminal): ChosenLine => {
  const device = site?.devices.find(({ id }) => id === name);
  const configured = site?.lines.find(({ id }) => id === (device?.line ?? name));
  if (site === undefined || configured === undefined)
    throw new EdgeError('usage', say(language, 'finding.no-such-line', { name, file }));
  return { link: configured.link, configured, site, ...(device === undefined ? {} : { device }) };
};

/** The site's line over the same wire, by whatever name either side calls the port. */
const lineWith = async ({ lines }: Site, link: Link): Promise<SiteLine | undefined> => {
  const wanted = await placeOf(link);
  for (const line of lines) if ((await placeOf(line.link)) === wanted) return line;
  return undefined;
};

const placeOf = async (link: Link): Promise<string> =>
  link.kind === 'serial' ? ((await realPathOf(link.path)) ?? link.path) : `${link.host}:${link.port}`;

/** The data folder of the gateway that works on this line now; undefined where none does. */
export const runningOwner = async ({ configured, site }: ChosenLine, clock: Clock): Promise<string | undefined> => {
  if (configured === undefined || site === undefined) return undefined;
  try {
    await askGateway(site.dataFolder, { ask: 'status' }, clock);
    return site.dataFolder;
  } catch (error) {
    if (error instanceof EdgeError && error.code === 'gateway-not-running') return undefined;
    throw error;
  }
};
