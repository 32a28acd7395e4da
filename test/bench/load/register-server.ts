import { createServer, type Socket } from 'node:net';

// A Modbus TCP device with any number of units, as cheap as can be, so that it takes little from what is measured beside
// it. Runs as a process of its own: prints its port, then, for each line on stdin, how many requests it has answered.

let answered = 0;

/** Registers wander as temperatures do: a slow wave of its own for each unit and address, in tenths, and one tenth of noise. */
const registerAt = (unit: number, address: number): number =>
  Math.round(40 + 20 * Math.sin(answered / 5000 + unit + address / 3)) + ((answered * 7919 + address * 31) % 3) - 1;

const answerTo = (request: Buffer): Buffer => {
  const count = request.readUInt16BE(10);
  const answer = Buffer.allocUnsafe(9 + count * 2);
  request.copy(answer, 0, 0, 8);
  answer.writeUInt16BE(3 + count * 2, 4);
  answer[8] = count * 2;
  for (let place = 0; place < count; place += 1) {
    answer.writeInt16BE(registerAt(request[6] ?? 0, request.readUInt16BE(8) + place), 9 + place * 2);
  }
  answered += 1;
  return answer;
};

const serve = (socket: Socket): void => {
  let rest: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy()); // whoever asked is gone
  socket.on('data', (part) => {
    rest = rest.length === 0 ? part : Buffer.concat([rest, part]);
    while (rest.length >= 12) {
      socket.write(answerTo(rest.subarray(0, 12)));
      rest = rest.subarray(12);
    }
  });
};

const server = createServer(serve);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
process.stdin.on('data', () => process.stdout.write(`${answered}\n`));
process.stdin.on('end', () => process.exit(0));
