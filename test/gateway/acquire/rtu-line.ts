import type { LineSettings } from '../../../gateway/acquire/line/line-settings.ts';

/** A serial line at 9600 Bd 8N1 whose units answer within 300 ms, unless told otherwise. */
export const rtuSettings = (parts: Partial<LineSettings> = {}): LineSettings => ({
  id: 'kitchen',
  link: { kind: 'serial', path: '/dev/ttyTEST' },
  baud: 9600,
  parity: 'none',
  dataBits: 8,
  stopBits: 1,
  slowest: 300,
  rs485: 'auto',
  ...parts,
});
