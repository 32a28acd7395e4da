import { access, constants } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Finding, fault, type Path, warning } from './finding.ts';
import { pastedPem } from './pasted-pem.ts';
import type { Draft } from './site-schema.ts';
import type { AccessNeeds } from './uplink-access.ts';
import { fetchSecret, isReference, refusal } from './uplink-secrets.ts';

type DraftNotify = NonNullable<Draft['notify']>;

/** The secrets of the ways to tell people, by where they stand: `modem.pin`, `webhooks.0.token`. */
export type NotifySecrets = ReadonlyMap<string, string>;

interface NotifyAccess {
  readonly secrets: NotifySecrets;
  readonly findings: readonly Finding[];
}

/** Looks at the addresses of webhooks and mail server, and fetches their secrets from the environment or from files. */
export const notifyAccess = async (notify: DraftNotify | undefined, needs: AccessNeeds): Promise<NotifyAccess> => {
  const secrets = new Map<string, string>();
  if (notify === undefined) return { secrets, findings: [] };
  const places = writtenSecrets(notify);
  const findings = await Promise.all(places.map((place) => fetchTo(secrets, place, needs)));
  return {
    secrets,
    findings: [...findings.flat(), ...checkAddresses(notify), ...(needs.connects ? await checkFiles(notify, needs) : [])],
  };
};

interface Written {
  readonly path: Path;
  readonly written: string;
}

const at = (written: string | undefined, ...path: Path): readonly Written[] =>
  written === undefined ? [] : [{ path: ['notify', ...path], written }];

const writtenSecrets = ({ modem, webhooks = [], mail }: DraftNotify): readonly Written[] => [
  ...at(modem?.pin, 'modem', 'pin'),
  ...webhooks.flatMap((webhook, place) => [
    ...at(webhook?.token, 'webhooks', place, 'token'),
    ...at(webhook?.secret, 'webhooks', place, 'secret'),
  ]),
  ...at(mail?.password, 'mail', 'password'),
];

const fetchTo = async (
  secrets: Map<string, string>,
  { path, written }: Written,
  needs: AccessNeeds,
): Promise<readonly Finding[]> => {
  if (!needs.connects && isReference(written)) return [];
  const fetched = await fetchSecret(written, needs.folder, needs.environment);
  if (fetched.is === 'secret') secrets.set(path.slice(1).join('.'), fetched.secret);
  return refusal(fetched, path);
};

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const checkAddresses = ({ webhooks = [], mail }: DraftNotify): readonly Finding[] => [
  ...webhooks.flatMap((webhook, place) => checkUrl(webhook?.url, ['notify', 'webhooks', place, 'url'], 'https')),
  ...webhooks.flatMap((webhook, place) =>
    webhook?.template !== undefined && webhook.template !== 'json' && webhook.token === undefined
      ? [fault('robot-token', ['notify', 'webhooks', place, 'template'], { template: webhook.template })]
      : [],
  ),
  ...checkUrl(mail?.server, ['notify', 'mail', 'server'], 'smtps'),
  ...(mail?.password !== undefined && mail.username === undefined
    ? [fault('password-without-username', ['notify', 'mail', 'password'])]
    : []),
];

const checkUrl = (written: string | undefined, path: Path, safe: 'https' | 'smtps'): readonly Finding[] => {
  if (written === undefined) return [];
  // Before the address is read: a password with odd signs in it may keep it from being one.
  if (written.includes('@') || written.includes('?')) return [fault('secret-in-notify-address', path, { safe })];
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || url.hostname === '') return [fault('no-notify-address', path, { safe })];
  return url.protocol === 'http:' && !LOOPBACK.test(url.hostname) ? [warning('notices-in-the-open', path)] : [];
};

const checkFiles = async ({ webhooks = [], mail }: DraftNotify, { folder }: AccessNeeds): Promise<readonly Finding[]> => {
  const files = [
    ...webhooks.flatMap((webhook, place) => at(webhook?.ca, 'webhooks', place, 'ca')),
    ...at(mail?.ca, 'mail', 'ca'),
  ];
  const findings = files.map(async ({ path, written }): Promise<readonly Finding[]> => {
    const pem = pastedPem(written, path);
    if (pem.length > 0) return pem;
    const file = resolve(folder, written);
    return await access(file, constants.R_OK).then(
      () => [],
      () => [fault('file-unreadable', path, { file })],
    );
  });
  return (await Promise.all(findings)).flat();
};
