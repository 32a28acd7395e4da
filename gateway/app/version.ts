import { readFileSync } from 'node:fs';
import { z } from 'zod';

const manifestOf = (path: string): URL => new URL(path, import.meta.url);

// From the sources the manifest lies two folders up, from the build three.
const manifest = import.meta.url.endsWith('.ts') ? manifestOf('../../package.json') : manifestOf('../../../package.json');

/** The version of Larder that runs. */
export const VERSION = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8'))).version;
