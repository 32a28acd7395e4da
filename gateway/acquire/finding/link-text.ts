import type { Link } from '../line/line-settings.ts';

const DEFAULT_PORT = 502;

const NETWORK = /^(tcp|rtu-over-tcp):(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9][A-Za-z0-9._-]*))(?::(\d{1,5}))?$/;

/**
 * Reads a line as a person writes it: a serial path (`/dev/ttyUSB0`), `tcp:host:port`, or `rtu-over-tcp:host:port`, port 502
 * where none is given. Undefined for anything else: then it is a name of the configuration's.
 */
export const parseLink = (text: string): Link | undefined => {
  if (/^\.{0,2}\//.test(text)) return { kind: 'serial', path: text };
  const [, kind, literal, name, port] = NETWORK.exec(text) ?? [];
  const number = port === undefined ? DEFAULT_PORT : Number(port);
  const host = literal ?? name;
  if ((kind !== 'tcp' && kind !== 'rtu-over-tcp') || host === undefined || number < 1 || number > 65_535) return undefined;
  return { kind, host, port: number };
};

/** Text that begins as an address and then isn't one: for its port, where the rest of it is right, or as a whole. */
export interface LinkFault {
  readonly is: 'port' | 'address';
  readonly kind: string;
  readonly host: string;
  readonly port: string;
}

const BEGINS_AS_NETWORK = /^(tcp|rtu-over-tcp):(?:(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9][A-Za-z0-9._-]*):([^:]*)$)?/;

/** What keeps `text` from being an address; undefined where it is a link, or a name of the configuration's. */
export const faultOfLink = (text: string): LinkFault | undefined => {
  const [begins, kind = '', host, port = ''] = BEGINS_AS_NETWORK.exec(text) ?? [];
  if (begins === undefined || parseLink(text) !== undefined) return undefined;
  return { is: host === undefined ? 'address' : 'port', kind, host: host ?? '', port };
};

/** The line as a person writes it. */
export const linkText = (link: Link): string =>
  link.kind === 'serial' ? link.path : `${link.kind}:${hostText(link.host)}:${link.port}`;

/** The line as it stands in a configuration: `serial: /dev/…`, `tcp: 192.168.1.20:502`. */
export const linkYaml = (link: Link): string => {
  if (link.kind === 'serial') return `serial: ${link.path}`;
  const address = `${hostText(link.host)}:${link.port}`;
  return `${link.kind}: ${address.startsWith('[') ? `"${address}"` : address}`;
};

const hostText = (host: string): string => (host.includes(':') ? `[${host}]` : host);
