import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { signatureHolds } from '../../../gateway/evidence/signature.ts';
import { KEY_FILE, openSigner } from '../../../gateway/evidence/signing-key.ts';
import { dataFolder } from '../journal/journal-folder.ts';

const unreadable = expect.objectContaining({ code: 'key-unreadable' });

describe('the signing key', () => {
  test('is made at the first start, for its owner alone, and stays the same', () => {
    const folder = dataFolder();
    const first = openSigner(folder, true);
    expect(statSync(join(folder, KEY_FILE)).mode & 0o777).toBe(0o600);
    expect(openSigner(folder, false).key).toBe(first.key);
    expect(Buffer.from(first.key, 'base64')).toHaveLength(32);
  });

  test('signs what its public half verifies, and nothing else', () => {
    const { key, sign } = openSigner(dataFolder(), true);
    const other = openSigner(dataFolder(), true);
    expect(signatureHolds(key, '报警 text', sign('报警 text'))).toBe(true);
    expect(signatureHolds(key, '报警 texts', sign('报警 text'))).toBe(false);
    expect(signatureHolds(other.key, '报警 text', sign('报警 text'))).toBe(false);
    expect(signatureHolds('no key', 'text', sign('text'))).toBe(false);
  });

  test.each([0o640, 0o604, 0o666])('is refused when others may open it (mode %o)', (mode) => {
    const folder = dataFolder();
    openSigner(folder, true);
    chmodSync(join(folder, KEY_FILE), mode);
    expect(() => openSigner(folder, false)).toThrow(unreadable);
  });

  test('is refused when it is damaged, or of another kind', () => {
    const folder = dataFolder();
    openSigner(folder, true);
    const path = join(folder, KEY_FILE);
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 60));
    expect(() => openSigner(folder, true)).toThrow(unreadable);
    const { privateKey } = generateKeyPairSync('x25519');
    writeFileSync(path, String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
    expect(() => openSigner(folder, true)).toThrow(unreadable);
  });

  test('is never made anew for a record that an older one signed', () => {
    const folder = dataFolder();
    openSigner(folder, true);
    rmSync(join(folder, KEY_FILE));
    expect(() => openSigner(folder, false)).toThrow(unreadable);
  });

  test('can not be made where nothing can be written', () => {
    expect(() => openSigner('/proc', true)).toThrow(expect.objectContaining({ code: 'data-folder-unwritable' }));
  });
});
