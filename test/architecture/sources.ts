import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const TOP = ['gateway', 'cloud-bridge', 'device-profiles', 'simulators'];

/** A source file: its path from the repository's root, its text, and the files and packages it imports. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Paths from the root for relative imports, bare names for packages and `node:` modules. Type imports count. */
  readonly imports: readonly string[];
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The imports of one source text, relative ones resolved from `path`. */
const importsOf = (path: string, text: string): readonly string[] =>
  [...text.matchAll(IMPORT)].map(([, stated, dynamic]) => {
    const name = stated ?? dynamic ?? '';
    return name.startsWith('.') ? normalize(join(dirname(path), name)) : name;
  });

/** Every production source below the top folders of `root`. */
export const readSources = (root: string): readonly SourceFile[] =>
  TOP.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => sourceAt(root, join(folder, name))),
  );

const sourceAt = (root: string, path: string): SourceFile => {
  const text = readFileSync(join(root, path), 'utf8');
  return { path, text, imports: importsOf(path, text) };
};
