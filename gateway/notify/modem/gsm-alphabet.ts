/** The default alphabet, by septet. Source: 3GPP TS 23.038, 6.2.1. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** What a septet means behind an escape. Source: 3GPP TS 23.038, 6.2.1.1. */
const EXTENDED: ReadonlyMap<number, string> = new Map([
  [0x0a, '\f'], [0x14, '^'], [0x28, '{'], [0x29, '}'], [0x2f, '\\'], [0x3c, '['], [0x3d, '~'], [0x3e, ']'], [0x40, '|'], [0x65, '€'],
]); // biome-ignore format: a table to read

const ESCAPE = 0x1b;

/** The septets packed into `bytes`, lowest bits first, from septet `skip` on; `count` counts from the first. */
const septetsOf = (bytes: Uint8Array, count: number, skip: number): readonly number[] =>
  Array.from({ length: Math.max(0, count - skip) }, (_, place) => {
    const bit = (place + skip) * 7;
    const [low = 0, high = 0] = [bytes[bit >> 3], bytes[(bit >> 3) + 1]];
    return ((low | (high << 8)) >> (bit & 7)) & 0x7f;
  });

/** Text in the default alphabet, packed: `count` septets of which the first `skip` are a header and its fill bits. */
export const unpackText = (bytes: Uint8Array, count: number, skip = 0): string => {
  const septets = septetsOf(bytes, Math.min(count, Math.floor((bytes.length * 8) / 7)), skip);
  return septets
    .map((septet, place) => {
      if (septet === ESCAPE) return '';
      // An escape before a septet that it doesn't extend leaves the septet as it is.
      return (septets[place - 1] === ESCAPE ? EXTENDED.get(septet) : undefined) ?? BASIC[septet] ?? '';
    })
    .join('');
};
