import type { AnalyzerProfile } from '../../../device-profiles/analyzer/analyzer-profile.ts';
import type { CharacterFormat } from '../line/line-settings.ts';

/** How an analyzer's results arrive. Paths are absolute. */
export type AnalyzerLink =
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'tcp' | 'listen' | 'http'; readonly host: string; readonly port: number }
  | { readonly kind: 'folder'; readonly path: string };

/** One analyzer, as the site has set it up. */
export interface AnalyzerSettings extends CharacterFormat {
  readonly id: string;
  readonly link: AnalyzerLink;
  readonly profile: AnalyzerProfile;
  /** The shared secret of an HTTP interface that has one; never logged. */
  readonly token?: string;
}
