import type { CharacterFormat } from '../line/line-settings.ts';

const LETTERS = { none: 'N', even: 'E', odd: 'O' } as const;

/** How a line speaks, as people write it: `9600 8N1`. */
export const settingsText = ({ baud, parity, dataBits, stopBits }: CharacterFormat): string =>
  `${baud} ${dataBits}${LETTERS[parity]}${stopBits}`;
