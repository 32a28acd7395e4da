import { access, constants, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Finding, fault, type Path, warning } from './finding.ts';
import { pastedPem } from './pasted-pem.ts';
import type { Draft } from './site-schema.ts';
import { type Fetched, fetchSecret, isReference, refusal } from './uplink-secrets.ts';

type DraftUplink = NonNullable<NonNullable<Draft['uplinks']>[number]>;

/** What an uplink shows the broker: fetched from the environment or from files. */
export interface Credentials {
  readonly username?: string;
  readonly password?: string;
}

/** An uplink's credentials, and what is wrong with its access. */
interface UplinkAccess {
  readonly credentials: Credentials;
  readonly findings: readonly Finding[];
}

/** Where an uplink's credentials and certificates are looked for. */
export interface AccessNeeds {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** False where nobody will connect: what is outside the configuration is then neither fetched nor missed. */
  readonly connects: boolean;
}

/** Looks at each uplink's broker, credentials and certificates, in the order of the file. */
export const uplinkAccesses = (draft: Draft, needs: AccessNeeds): Promise<readonly UplinkAccess[]> =>
  Promise.all((draft.uplinks ?? []).map((uplink, place) => accessOf(uplink ?? {}, ['uplinks', place], needs)));

const accessOf = async (uplink: DraftUplink, path: Path, needs: AccessNeeds): Promise<UplinkAccess> => {
  const username = await fetchUsername(uplink.username, needs);
  const password = uplink.password === undefined ? undefined : await fetched(uplink.password, needs);
  const findings = [
    ...(username === undefined ? [] : refusal(username, [...path, 'username'])),
    ...(password === undefined ? [] : refusal(password, [...path, 'password'])),
    ...checkAddress(uplink, path),
    ...checkPair(uplink, path),
    ...(needs.connects ? await checkFiles(uplink, path, needs.folder) : []),
  ];
  const credentials = {
    ...(username?.is === 'secret' ? { username: username.secret } : {}),
    ...(password?.is === 'secret' ? { password: password.secret } : {}),
  };
  return { credentials, findings };
};

const fetched = async (written: string, { folder, environment, connects }: AccessNeeds): Promise<Fetched> =>
  connects || !isReference(written) ? await fetchSecret(written, folder, environment) : { is: 'left' };

const fetchUsername = async (written: string | undefined, needs: AccessNeeds): Promise<Fetched | undefined> => {
  if (written === undefined) return undefined;
  // A name is no secret: it may stand in the file, and come from the environment all the same.
  return /^\$\{.*\}$/.test(written) ? await fetched(written, needs) : { is: 'secret', secret: written };
};

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const checkAddress = ({ mqtt, http, username, password, ca, cert, key }: DraftUplink, path: Path): readonly Finding[] => {
  const written = mqtt ?? http;
  if (written === undefined) return [];
  const place: Path = [...path, mqtt === undefined ? 'http' : 'mqtt'];
  // Before the address is read: a password with odd signs in it may keep it from being one.
  if (written.includes('@')) return [fault('secret-in-address', place, { safe: mqtt === undefined ? 'https' : 'mqtts' })];
  const address = URL.canParse(written) ? new URL(written) : undefined;
  if (address === undefined || address.hostname === '')
    return [fault(mqtt === undefined ? 'no-platform-address' : 'no-broker', place)];
  const open = address.protocol === 'mqtt:' || address.protocol === 'http:';
  return [
    ...(address.protocol === 'http:' && !LOOPBACK.test(address.hostname) ? [warning('results-in-the-open', place)] : []),
    ...(mqtt !== undefined && open && password !== undefined && !LOOPBACK.test(address.hostname)
      ? [warning('password-in-the-open', place)]
      : []),
    ...(open && (ca ?? cert ?? key) !== undefined
      ? [fault('certificate-unused', place, { scheme: address.protocol.slice(0, -1) })]
      : []),
    ...(password !== undefined && username === undefined
      ? [{ ...fault('password-without-username', [...path, 'password']), misses: [...path, 'username'] }]
      : []),
  ];
};

const checkPair = ({ cert, key }: DraftUplink, path: Path): readonly Finding[] => [
  ...(cert !== undefined && key === undefined
    ? [{ ...fault('certificate-alone', [...path, 'cert'], { key: 'cert', other: 'key' }), misses: [...path, 'key'] }]
    : []),
  ...(key !== undefined && cert === undefined
    ? [{ ...fault('certificate-alone', [...path, 'key'], { key: 'key', other: 'cert' }), misses: [...path, 'cert'] }]
    : []),
];

const checkFiles = async ({ ca, cert, key }: DraftUplink, path: Path, folder: string): Promise<readonly Finding[]> => [
  ...(await readable(ca, [...path, 'ca'], folder)),
  ...(await readable(cert, [...path, 'cert'], folder)),
  ...(await readable(key, [...path, 'key'], folder)),
  ...(await closed(key, [...path, 'key'], folder)),
];

const readable = async (written: string | undefined, path: Path, folder: string): Promise<readonly Finding[]> => {
  if (written === undefined) return [];
  const pem = pastedPem(written, path);
  if (pem.length > 0) return pem;
  const file = resolve(folder, written);
  return await access(file, constants.R_OK).then(
    () => [],
    () => [fault('file-unreadable', path, { file })],
  );
};

const closed = async (written: string | undefined, path: Path, folder: string): Promise<readonly Finding[]> => {
  if (written === undefined) return [];
  const mode = await stat(resolve(folder, written)).then(
    (found) => found.mode & 0o777,
    () => 0, // that it can't be read is told already
  );
  return (mode & 0o077) === 0 ? [] : [warning('key-file-open', path, { mode: mode.toString(8).padStart(4, '0') })];
};
