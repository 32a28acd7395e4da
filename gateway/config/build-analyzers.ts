import { resolve } from 'node:path';
import type { AnalyzerProfile } from '../../device-profiles/analyzer/analyzer-profile.ts';
import type { AnalyzerKnowledge } from './check-analyzers.ts';
import type { AnalyzerLink, SiteAnalyzer } from './site.ts';
import type { SiteFile } from './site-schema.ts';

type FileAnalyzer = SiteFile['analyzers'][number];

/** What analyzers are built from besides the file. */
interface AnalyzerNeeds extends AnalyzerKnowledge {
  readonly folder: string;
  /** One for each, in the order of the file. */
  readonly tokens: readonly (string | undefined)[];
}

/** Builds the analyzers of a file in which nothing is wrong. */
export const buildAnalyzers = (
  files: readonly FileAnalyzer[],
  { analyzers, folder, tokens }: AnalyzerNeeds,
): readonly SiteAnalyzer[] =>
  files.flatMap((file, place): readonly SiteAnalyzer[] => {
    const profile = analyzers.get(file.profile);
    if (profile === undefined) return []; // checked before
    const { id, name = id } = file;
    const token = tokens[place];
    const settings = { id, name, link: linkOf(file, folder), ...serialOf(file, profile), profile };
    return [token === undefined ? settings : { ...settings, token }];
  });

const linkOf = ({ serial, tcp, listen, http, folder: inbox }: FileAnalyzer, folder: string): AnalyzerLink => {
  if (tcp !== undefined) return { kind: 'tcp', ...tcp };
  if (listen !== undefined) return { kind: 'listen', ...listen };
  if (http !== undefined) return { kind: 'http', ...http };
  if (inbox !== undefined) return { kind: 'folder', path: resolve(folder, inbox) };
  return { kind: 'serial', path: resolve(folder, serial ?? '') };
};

/** What the site wrote, else what the instrument leaves the factory with, else 9600 Bd 8N1. */
const serialOf = (
  { baud, parity, stopBits }: FileAnalyzer,
  { serial }: AnalyzerProfile,
): Pick<SiteAnalyzer, 'baud' | 'parity' | 'dataBits' | 'stopBits'> => ({
  baud: baud ?? serial?.baud ?? 9_600,
  parity: parity ?? serial?.parity ?? 'none',
  dataBits: serial?.dataBits ?? 8,
  stopBits: stopBits ?? serial?.stopBits ?? 1,
});
