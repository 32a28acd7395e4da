import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openReferences } from '../../../gateway/evidence/person-reference.ts';
import { dataFolder } from '../journal/journal-folder.ts';

const unreadable = expect.objectContaining({ code: 'key-unreadable' });

describe('a reference to a person', () => {
  test('is the same for the same person at each start, and another for another', () => {
    const folder = dataFolder();
    const first = openReferences(folder)('dealer:王小明');
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(openReferences(folder)('dealer:王小明')).toBe(first);
    expect(openReferences(folder)('dealer:王大明')).not.toBe(first);
  });

  test('means nothing to another box', () =>
    expect(openReferences(dataFolder())('dealer:王小明')).not.toBe(openReferences(dataFolder())('dealer:王小明')));

  test('has a key for its owner alone, refused when others may open it or when it is damaged', () => {
    const folder = dataFolder();
    openReferences(folder);
    const path = join(folder, 'people.key');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o644);
    expect(() => openReferences(folder)).toThrow(unreadable);
    chmodSync(path, 0o600);
    writeFileSync(path, 'half a key');
    expect(() => openReferences(folder)).toThrow(unreadable);
  });

  test('can’t be made where nothing can be written', () =>
    expect(() => openReferences('/proc')).toThrow(expect.objectContaining({ code: 'data-folder-unwritable' })));
});
