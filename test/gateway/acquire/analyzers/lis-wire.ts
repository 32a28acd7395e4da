/** Characters of the line, by their names. */
export const STX = '\x02';
export const ETX = '\x03';
export const EOT = '\x04';
export const ENQ = '\x05';
export const ACK = '\x06';
export const NAK = '\x15';
export const ETB = '\x17';

/** A frame as a right instrument sends it. */
export const frame = (number: number, text: string, end: string = ETX): string => {
  const body = `${number % 8}${text}${end}`;
  const sum = Buffer.from(body, 'latin1').reduce((total, byte) => total + byte, 0) % 256;
  return `${STX}${body}${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`;
};

/** A message's records, each in a frame of its own. */
export const frames = (records: readonly string[], first = 1): readonly string[] =>
  records.map((record, place) => frame(first + place, `${record}\r`));

/** A message with one result. */
export const message = (sample: string, value: string, code = 'OP'): readonly string[] => [
  'H|\\^&|||Reader^1|||||||P|LIS2-A2|20260302074500',
  'P|1',
  `O|1|${sample}||^^^${code}`,
  `R|1|^^^${code}|${value}|%||N||F||||20260302074430`,
  'L|1|N',
];
