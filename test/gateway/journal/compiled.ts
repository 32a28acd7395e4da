/** A compiled file of this repository: a worker or a child process can't run TypeScript. `npm test` builds before it tests. */
export const compiled = (path: string): URL =>
  new URL(`../../../${process.env['LARDER_DIST'] ?? 'dist'}/${path.replace(/\.ts$/, '.js')}`, import.meta.url);
