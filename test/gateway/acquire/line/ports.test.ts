import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { openSerialPort } from '../../../../gateway/acquire/line/serial-port.ts';
import { openTcpPort } from '../../../../gateway/acquire/line/tcp-port.ts';
import { systemClock } from '../../../../gateway/app/system-clock.ts';
import { bytePipe } from '../../../../simulators/world/byte-pipe.ts';
import { rtuSettings } from '../rtu-line.ts';
import { type Ends, portContract } from './port-contract.ts';
import { pseudoTerminal } from './pseudo-terminal.ts';

const overTcp = async (): Promise<Ends> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const accepted = once(server, 'connection');
  const near = await openTcpPort(
    '127.0.0.1',
    typeof address === 'object' ? (address?.port ?? 0) : 0,
    new AbortController().signal,
  );
  const [far]: Socket[] = await accepted;
  server.close();
  if (far === undefined) throw new Error('nobody came');
  far.on('error', () => far.destroy()); // the near side closed it first
  return {
    near,
    far: {
      write: (bytes) => void far.write(bytes),
      onBytes: (listener) => void far.on('data', listener),
      leave: async () => void far.destroy(),
    },
  };
};

const onPseudoTerminal = async (): Promise<Ends> => {
  const terminal = await pseudoTerminal();
  const near = await openSerialPort(terminal.path, rtuSettings({ baud: 115_200 }), systemClock);
  return { near, far: { write: terminal.write, onBytes: terminal.onBytes, leave: terminal.unplug } };
};

const byPipe = async (): Promise<Ends> => {
  const [near, far] = bytePipe({ clock: systemClock, baud: 115_200 });
  return {
    near,
    far: { write: (bytes) => far.write(bytes), onBytes: (listener) => far.onBytes(listener), leave: () => far.close() },
  };
};

portContract('a TCP connection', overTcp);
portContract('a serial port (a pseudo-terminal)', onPseudoTerminal);
portContract('the simulators’ byte pipe', byPipe);
