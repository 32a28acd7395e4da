import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorWords } from '../../../gateway/cli/error-words.ts';
import { loadSite } from '../../../gateway/config/load-site.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';
import { ownFolder, surroundings } from './known-world.ts';

const folder = ownFolder();

const refusal = async (name: string, locale = 'C'): Promise<EdgeError> => {
  const error = await loadSite(join(folder, name), surroundings({ LANG: locale })).catch((thrown: unknown) => thrown);
  if (error instanceof EdgeError) return error;
  throw new Error('it was not refused');
};

describe('a configuration that can’t be read', () => {
  test('is not there', async () => {
    const error = await refusal('nowhere.yaml');
    expect(error.code).toBe('config-unreadable');
    expect(error.faults[0]?.wrong).toMatch(/^The configuration can’t be read: ENOENT/);
    expect(error.faults[0]?.file).toBe(join(folder, 'nowhere.yaml'));
  });

  test('is a folder', async () => {
    mkdirSync(join(folder, 'folder.yaml'));
    expect((await refusal('folder.yaml')).message).toMatch(/it is not a regular file$/);
  });

  test('is a pipe: it is not waited for', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    expect((await refusal('pipe.yaml')).code).toBe('config-unreadable');
  });

  test('is far too large', async () => {
    writeFileSync(join(folder, 'large.yaml'), '#'.repeat(1_048_577));
    const error = await refusal('large.yaml');
    expect(error.code).toBe('config-invalid');
    expect(error.faults[0]?.wrong).toBe('The file is larger than 1048576 bytes.');
  });

  test('was saved as GBK: the line is named where that begins', async () => {
    const text = Buffer.concat([
      Buffer.from('gateway:\n  id: a\n  name: '),
      Buffer.from([0xb5, 0xda, 0xc8, 0xfd]),
      Buffer.from('\n'),
    ]);
    writeFileSync(join(folder, 'gbk.yaml'), text);
    expect((await refusal('gbk.yaml', 'zh_CN.UTF-8')).faults).toEqual([
      {
        file: join(folder, 'gbk.yaml'),
        line: 3,
        wrong: '从这一行起，文件不是 UTF-8 编码。',
        remedy: '请用 UTF-8 编码保存（Windows 编辑器可能用了 GBK）。',
      },
    ]);
  });

  test('begins with the mark that Windows puts there: that is no fault', async () => {
    writeFileSync(join(folder, 'mark.yaml'), '\uFEFFgateway: { id: a, timezone: Asia/Shanghai }\r\ndata: ./data\r\n');
    expect((await loadSite(join(folder, 'mark.yaml'), surroundings())).gateway.id).toBe('a');
  });
});

describe('the language of the faults', () => {
  const wrongOf = async (text: string, locale: string) => {
    writeFileSync(join(folder, 'language.yaml'), text);
    return (await refusal('language.yaml', locale)).faults[0]?.wrong;
  };

  test('is the file’s own', async () =>
    expect(await wrongOf('gateway: { id: a, timezone: UTC, language: zh-CN }', 'en_US.UTF-8')).toBe('缺少“data”。'));
  test('is that of the advice below them, too', async () => {
    await wrongOf('gateway: { id: a, timezone: UTC, language: zh-CN }', 'en_US.UTF-8');
    expect(errorWords(await refusal('language.yaml', 'en_US.UTF-8'), 'en').at(-1)).toBe(
      '请按上面列出的行改正，然后运行“larder check”。',
    );
  });
  test('is else the environment’s', async () => {
    expect(await wrongOf('gateway: { id: a, timezone: UTC }', 'zh_CN.UTF-8')).toBe('缺少“data”。');
    expect(await wrongOf('gateway: { id: a, timezone: UTC }', 'C')).toBe('“data” is missing.');
  });
});
