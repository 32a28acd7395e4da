import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate and its key, as PEM files. */
export interface IssuedCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateDates {
  /** UTC milliseconds; default yesterday. */
  readonly from?: number;
  /** UTC milliseconds; default in a month. */
  readonly to?: number;
}

export interface CertificateWish extends CertificateDates {
  /** Common name. */
  readonly name: string;
  /** Subject alternative names, as OpenSSL writes them; default loopback. */
  readonly hosts?: string;
  /** What it is for; default a server. */
  readonly use?: 'server' | 'client' | 'authority' | 'nothing';
}

/** An authority for tests, by the machine's own openssl, in a temporary folder. */
export interface TestAuthority {
  /** PEM file of the authority's own certificate. */
  readonly ca: string;
  issue(wish: CertificateWish): IssuedCertificate;
  /** An authority below this one. */
  below(wish: CertificateWish): TestAuthority;
  remove(): void;
}

const DAY = 86_400_000;

const stamp = (at: number): string => new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14).concat('Z');

const CONFIGURATION = (folder: string): string => `
[ca]
default_ca = own
[own]
dir = ${folder}
database = ${folder}/index.txt
new_certs_dir = ${folder}
serial = ${folder}/serial
default_md = sha256
policy = any
unique_subject = no
copy_extensions = none
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
`;

const EXTENSIONS = {
  server: 'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth',
  client: 'basicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth',
  nothing: 'basicConstraints=CA:FALSE\nextendedKeyUsage=codeSigning',
  authority: 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign',
} as const;

const openssl = (...words: string[]): void => {
  try {
    execFileSync('openssl', words, { stdio: 'pipe' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error('openssl is missing: apt-get install openssl', { cause: error });
    throw error;
  }
};

const request = (folder: string, name: string): { readonly key: string; readonly csr: string } => {
  const file = join(folder, `${name}-${Math.floor(performance.now() * 1000)}`);
  const key = `${file}.key`;
  const csr = `${file}.csr`;
  openssl(
    'req',
    '-new',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-config',
    join(folder, 'conf'),
    '-subj',
    `/CN=${name}`,
    '-keyout',
    key,
    '-out',
    csr,
  );
  return { key, csr };
};

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'larder-ca-'));
  writeFileSync(join(folder, 'index.txt'), '');
  writeFileSync(join(folder, 'serial'), '01\n');
  writeFileSync(join(folder, 'conf'), CONFIGURATION(folder));
  return folder;
};

interface Signing {
  readonly folder: string;
  readonly csr: string;
  readonly by: IssuedCertificate | 'itself';
  readonly ownKey: string;
  readonly wish: CertificateWish;
}

const sign = ({ folder, csr, by, ownKey, wish }: Signing): string => {
  const { from = Date.now() - DAY, to = Date.now() + 30 * DAY, hosts = 'IP:127.0.0.1,DNS:localhost', use = 'server' } = wish;
  const extensions = `${csr}.ext`;
  writeFileSync(extensions, `${EXTENSIONS[use]}\n${use === 'server' || use === 'nothing' ? `subjectAltName=${hosts}\n` : ''}`);
  const cert = `${csr}.pem`;
  const signer = by === 'itself' ? ['-selfsign', '-keyfile', ownKey] : ['-cert', by.cert, '-keyfile', by.key];
  openssl(
    'ca',
    '-batch',
    '-notext',
    '-config',
    join(folder, 'conf'),
    ...signer,
    '-in',
    csr,
    '-out',
    cert,
    '-startdate',
    stamp(from),
    '-enddate',
    stamp(to),
    '-extfile',
    extensions,
  );
  return cert;
};

/** Makes a new authority; its own dates are those of `wish`. */
export const createAuthority = (wish: CertificateWish = { name: 'test authority' }): TestAuthority => {
  const folder = newFolder();
  const { key, csr } = request(folder, wish.name);
  const cert = sign({ folder, csr, by: 'itself', ownKey: key, wish: { ...wish, use: 'authority' } });
  return authorityOf(folder, { cert, key });
};

const authorityOf = (folder: string, own: IssuedCertificate): TestAuthority => {
  const issue = (wish: CertificateWish): IssuedCertificate => {
    const { key, csr } = request(folder, wish.name);
    return { key, cert: sign({ folder, csr, by: own, ownKey: key, wish }) };
  };
  return {
    ca: own.cert,
    issue,
    below: (wish) => authorityOf(folder, issue({ use: 'authority', ...wish })),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
