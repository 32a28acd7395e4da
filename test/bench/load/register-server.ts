import { serveRegisters } from './register-device.ts';

// A device as a process of its own: prints its port, then, for each line on stdin, how many requests it has answered.

let answered = 0;
const { port } = await serveRegisters({
  onRequest: () => {
    answered += 1;
  },
});
process.stdout.write(`${port}\n`);
process.stdin.on('data', () => process.stdout.write(`${answered}\n`));
process.stdin.on('end', () => process.exit(0));
