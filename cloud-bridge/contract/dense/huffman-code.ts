interface Package {
  readonly weight: number;
  readonly symbols: readonly number[];
}

/**
 * The best code lengths for symbols of these frequencies, none longer than `limit`; 0 for symbols that don't occur.
 * Source: Larmore and Hirschberg, "A fast algorithm for optimal length-limited Huffman codes" (package-merge).
 */
export const codeLengths = (frequencies: Uint32Array, limit: number): Uint8Array => {
  const lengths = new Uint8Array(frequencies.length);
  const leaves: Package[] = [];
  for (const [symbol, weight] of frequencies.entries()) if (weight > 0) leaves.push({ weight, symbols: [symbol] });
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) {
    // A code of one symbol still takes one bit (RFC 1951, 3.2.7).
    lengths[only.symbols[0] ?? 0] = 1;
    return lengths;
  }
  leaves.sort((a, b) => a.weight - b.weight);
  let packages: readonly Package[] = leaves;
  for (let level = 1; level < limit; level += 1) packages = merged(leaves, paired(packages));
  for (const { symbols } of packages.slice(0, Math.max(0, 2 * leaves.length - 2)))
    for (const symbol of symbols) lengths[symbol] = (lengths[symbol] ?? 0) + 1;
  return lengths;
};

const paired = (packages: readonly Package[]): readonly Package[] => {
  const pairs: Package[] = [];
  for (let place = 0; place + 1 < packages.length; place += 2) {
    const [one, other] = [packages[place], packages[place + 1]];
    if (one !== undefined && other !== undefined)
      pairs.push({ weight: one.weight + other.weight, symbols: [...one.symbols, ...other.symbols] });
  }
  return pairs;
};

const merged = (one: readonly Package[], other: readonly Package[]): readonly Package[] =>
  [...one, ...other].sort((a, b) => a.weight - b.weight);

/** The codes that belong to code lengths (RFC 1951, 3.2.2), their bits reversed: DEFLATE writes codes from the top bit on. */
export const canonicalCodes = (lengths: Uint8Array): Uint16Array => {
  const codes = new Uint16Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= 15; length += 1) {
    for (const [symbol, own] of lengths.entries()) {
      if (own !== length) continue;
      codes[symbol] = reversed(code, length);
      code += 1;
    }
    code *= 2;
  }
  return codes;
};

const reversed = (code: number, length: number): number => {
  let back = 0;
  for (let bit = 0; bit < length; bit += 1) back = (back << 1) | ((code >> bit) & 1);
  return back;
};
