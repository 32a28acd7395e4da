/** A host and a port: `192.168.1.20:502`, `probe.local:502`, `[fe80::1]:502`. */
export const NET_ADDRESS_PATTERN = /^(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})):(\d{1,5})$/;

export interface NetAddress {
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
}

/** Parts `host:port`; undefined when it is none, or when the port is not between 1 and 65535. */
export const parseNetAddress = (text: string): NetAddress | undefined => {
  const [, host = '', port] = NET_ADDRESS_PATTERN.exec(text) ?? [];
  const number = Number(port);
  if (!(number >= 1 && number <= 65_535)) return undefined;
  return { host: host.replace(/^\[|\]$/g, ''), port: number };
};

/** The address as people write it. */
export const netAddressText = ({ host, port }: NetAddress): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;
