/** What the decoder of this machine reads as the two-byte characters of GB18030, turned around. */
const twoByteCharacters = (): ReadonlyMap<string, readonly [number, number]> => {
  const decoder = new TextDecoder('gb18030');
  const found = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (trail !== 0x7f && [...character].length === 1 && !found.has(character)) found.set(character, [lead, trail]);
    }
  return found;
};

let table: ReadonlyMap<string, readonly [number, number]> | undefined;

/** Writes text in GB18030; a character beyond its two-byte part becomes `?`. Source: GB 18030-2022. */
export const gb18030 = (text: string): Uint8Array => {
  table ??= twoByteCharacters();
  const characters = table;
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code < 0x80 ? [code] : (characters.get(character) ?? [0x3f]);
    }),
  );
};

/** The same in a field of so many bytes, padded with zeros; no character is cut in half. */
export const gb18030Field = (text: string, bytes: number): Uint8Array => {
  const field = new Uint8Array(bytes);
  let at = 0;
  for (const character of text) {
    const encoded = gb18030(character);
    if (at + encoded.length > bytes) break;
    field.set(encoded, at);
    at += encoded.length;
  }
  return field;
};
