import { constants, setPriority } from 'node:os';
import { createSmallReceiver } from '../../../simulators/stage/small-receiver.ts';

// A platform as a process of its own, so that its work isn't counted as the gateway's. Argument: broker URL. Prints
// `ready`; then, for each line on stdin, the last reading's number without a hole before it, or with `counts`, all it counted.

// It stands for another machine: the gateway's own goes first.
setPriority(constants.priority.PRIORITY_LOW);

const receiver = createSmallReceiver({ url: process.argv[2] ?? '', gateway: 'bench', receiver: 'city' });
await receiver.ready;
process.stdout.write('ready\n');
process.stdin.setEncoding('utf8').on('data', (text) => {
  const answer = String(text).includes('counts') ? JSON.stringify(receiver.counts()) : String(receiver.upTo('readings'));
  process.stdout.write(`${answer}\n`);
});
process.stdin.on('end', () => process.exit(0));
