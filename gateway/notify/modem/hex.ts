/** Bytes as capital hexadecimal digits. */
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** The bytes of hexadecimal digits; undefined where it is anything else. */
export const bytesOfHex = (text: string): Uint8Array | undefined =>
  text.length % 2 === 0 && /^[0-9A-Fa-f]*$/.test(text) ? Uint8Array.from(Buffer.from(text, 'hex')) : undefined;
