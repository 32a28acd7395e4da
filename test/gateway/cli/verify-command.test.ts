import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verifyCommand } from '../../../gateway/cli/verify-command.ts';
import { RecordFile } from '../../../gateway/journal/record-file.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import { copiedFolder, dataFolder, entryOf, journalUnderWay, openCore } from '../journal/journal-folder.ts';
import { said } from './fake-terminal.ts';

const linesIn = (folder: string): readonly string[] => {
  const record = new RecordFile(join(folder, 'journal.db'));
  const lines = [...record.lines('urgent', 1), ...record.lines('readings', 1)];
  record.close();
  return lines;
};

/** A file of blocks. */
const fileOf = (name: string, lines: readonly string[]): string => {
  const path = join(dataFolder(), `${name}.blocks`);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return path;
};

/** A card, and a copy of it, each gone on in a box of its own: what both hold of the time before, and what each holds now. */
const clonedCard = () => {
  const { core, clock, folder } = journalUnderWay();
  core.commit(entryOf(clock, [[0, 4.2]]));
  core.close();
  const clone = copiedFolder(folder);
  const before = linesIn(folder);
  const goneOn = (place: string, value: number, later: number): readonly string[] => {
    const hands = createManualClock({ now: clock.now() + later, elapsed: clock.elapsed() + later });
    const box = openCore(place, hands);
    box.commit(entryOf(hands, [[0, value]]));
    box.close();
    return linesIn(place);
  };
  return { before, one: goneOn(folder, 5, 1000), other: goneOn(clone, 6, 2000) };
};

describe('several files of blocks', () => {
  test('that go on from one block in two ways are a fork, with number and file', async () => {
    const { one, other } = clonedCard();
    const files = [fileOf('one', one), fileOf('other', other)];
    for (const file of files) expect(await said(verifyCommand, [file])).toMatchObject({ code: 0 });
    const { code, out } = await said(verifyCommand, files);
    expect(code).toBe(1);
    expect(out).toMatch(/^\S+other\.blocks: urgent \d+ \(journal \w+\): there are two different blocks of this number/m);
    expect(out).toContain(`the other one is in ${files[0]}`);
    const json = (await said(verifyCommand, [...files, '--json'])).out.split('\n').map((line) => JSON.parse(line));
    expect(json).toMatchObject([
      { file: files[0] },
      { file: files[1], wrong: { wrong: 'fork', lane: 'urgent', with: files[0] } },
    ]);
    expect(json[0]).not.toHaveProperty('wrong');
  });

  test('are named in every line that speaks of one of them', async () => {
    const { before, one } = clonedCard();
    const files = [
      fileOf('one', one),
      fileOf(
        'altered',
        before.map((line) => line.replace('4.2', '4.3')),
      ),
      fileOf('empty', []),
    ];
    const { out } = await said(verifyCommand, files);
    const lines = out.split('\n');
    for (const file of files) expect(lines.filter((line) => line.startsWith(`${file}: `)).length).toBeGreaterThan(0);
    expect(lines.filter((line) => !files.some((file) => line.startsWith(`${file}: `)))).toEqual([]);
    expect(lines.at(-1)).toBe(`${files[2]}: There is no block here, so nothing is proven: export the record again.`);
    expect((await said(verifyCommand, [files[0] ?? ''])).out).not.toContain('.blocks: ');
  });

  test('are a fork, too, where each holds only what came after the copy', async () => {
    const { before, one, other } = clonedCard();
    const rest = (lines: readonly string[], lane: string) =>
      lines.filter((line) => !before.includes(line) && line.includes(lane));
    const [a, b] = [rest(one, '"lane":"readings"'), rest(other, '"lane":"readings"')];
    expect([a.length, b.length]).toEqual([1, 1]);
    expect(await said(verifyCommand, [fileOf('one', a), fileOf('other', b)])).toMatchObject({ code: 1 });
  });

  test('agree where one is the beginning, the rest, or all of the other', async () => {
    const { before, one } = clonedCard();

    const rest = one.filter((line) => !before.includes(line));
    for (const lines of [before, one, rest]) {
      expect(await said(verifyCommand, [fileOf('one', one), fileOf('part', lines)])).toMatchObject({ code: 0 });
    }
    expect(await said(verifyCommand, [fileOf('before', before), fileOf('rest', rest)])).toMatchObject({ code: 0 });
  });
});

describe('a file without a block', () => {
  test('proves nothing, and is no success', async () => {
    const empty = fileOf('empty', []);
    expect(await said(verifyCommand, [empty])).toEqual({
      code: 1,
      out: 'There is no block here, so nothing is proven: export the record again.',
      err: '',
    });
    expect((await said(verifyCommand, [empty], { language: 'zh-CN' })).out).toContain('什么也证明不了');
    expect(await said(verifyCommand, [fileOf('blank', ['', ''])])).toMatchObject({ code: 1 });
    expect(JSON.parse((await said(verifyCommand, [empty, '--json'])).out)).toMatchObject({ wrong: { wrong: 'empty' } });
  });
});
