import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Bench, Row } from './bench.ts';

/** Where the measured figures stand, each beside the command that makes it. */
const FIGURES = 'docs/figures.md';

/** The machine that a figure was measured on, in words. */
export const machineWords = (): string =>
  `${process.platform} ${process.arch}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;

const verdict = ({ ok }: Row): string => (ok === undefined ? '' : ok ? 'reached' : '**not reached**');

/** A bench's section of the document: command, machine, date, and a table of what was measured. */
const figuresSection = ({ name, about }: Bench, rows: readonly Row[], date: string): string =>
  [
    `<!-- ${name} -->`,
    `## ${name}`,
    '',
    about,
    '',
    `\`npm run bench -- ${name}\`, ${date}, ${machineWords()}`,
    '',
    '| what | measured | to reach | |',
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row.what} | ${row.reached} | ${row.target} | ${verdict(row)} |`),
    `<!-- /${name} -->`,
  ].join('\n');

/** The document with the section of `name` replaced, or added at the end. */
const withSection = (document: string, name: string, section: string): string => {
  const [from, to] = [document.indexOf(`<!-- ${name} -->`), document.indexOf(`<!-- /${name} -->`)];
  if (from < 0 || to < 0) return `${document.trimEnd()}\n\n${section}\n`;
  return document.slice(0, from) + section + document.slice(to + `<!-- /${name} -->`.length);
};

/** Writes a bench's section into the document on disk. */
export const writeFigures = (bench: Bench, rows: readonly Row[], date: string): void => {
  const before = existsSync(FIGURES) ? readFileSync(FIGURES, 'utf8') : '# Figures\n';
  writeFileSync(FIGURES, withSection(before, bench.name, figuresSection(bench, rows, date)));
};
