import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSite } from '../../../gateway/config/load-site.ts';
import { EdgeError, type Fault } from '../../../gateway/domain/edge-error.ts';
import { ownFolder, surroundings, written } from './known-world.ts';

const folder = ownFolder();

const put = (name: string, text: string, mode = 0o600): void => {
  writeFileSync(join(folder, name), text);
  chmodSync(join(folder, name), mode);
};

put('open', 'hunter2\n', 0o644);
put('shut', 'hunter2\n');
put('two-lines', 'hunter2\nhunter3\n');
symlinkSync('/dev/null', join(folder, 'by-id'));
symlinkSync('/dev/null', join(folder, 'by-path'));
mkdirSync(join(folder, 'own'));
put('own/broken.yaml', 'id: broken\nvendor: [');
mkdirSync(join(folder, 'limits'));
put(
  'limits/ours.yaml',
  'limits: [{ item: gold, matrix: egg, confidence: low, source: { document: a, edition: b, force: shall, verified: false } }]\n',
);

/** The least that a box needs: two lines, so that what a case adds begins on the third. */
const BOX = 'gateway: { id: box, timezone: Asia/Shanghai }\ndata: ./data\n';

/** The faults of the least box with `text` added; of `text` alone where it begins with `!`. Fails when there are none. */
export const faultsIn = async (text: string, locale = 'C'): Promise<readonly Fault[]> => {
  const file = written(folder, text.startsWith('!') ? text.slice(1) : `${BOX}${text}`);
  try {
    await loadSite(file, surroundings({ LANG: locale, EMPTY: '' }));
  } catch (error) {
    if (error instanceof EdgeError && error.code === 'config-invalid') return error.faults;
    throw error;
  }
  throw new Error(`no fault was found in:\n${text}`);
};

/** The faults as `line place: what is wrong`. */
export const faultsOf = async (text: string): Promise<readonly string[]> =>
  (await faultsIn(text)).map(({ file = '', line = '?', place = '', wrong }) => {
    const where = file.endsWith('larder.yaml') ? '' : `${file.replace(`${folder}/`, '')} `;
    return `${where}${line} ${place}: ${wrong.replaceAll(folder, '')}`;
  });
