import { constants, setPriority } from 'node:os';
import { serveRegisters } from './register-device.ts';

// A device that notes when each request arrives. Prints its port; then, for each line on stdin, `[unit, ms]` of all that
// arrived since the last one, as JSON.

try {
  setPriority(constants.priority.PRIORITY_HIGHEST); // it measures: its own lateness is nobody's jitter
} catch {
  process.stderr.write('the device runs without priority: its own lateness is counted as jitter\n');
}

let arrived: [unit: number, at: number][] = [];
const { port } = await serveRegisters({ onRequest: (unit) => void arrived.push([unit, performance.now()]) });
process.stdout.write(`${port}\n`);
process.stdin.on('data', () => {
  process.stdout.write(`${JSON.stringify(arrived)}\n`);
  arrived = [];
});
process.stdin.on('end', () => process.exit(0));
