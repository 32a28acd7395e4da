import ModbusRTU from 'modbus-serial';
import { connectAsync } from 'mqtt';

// The least that anybody could run in a gateway's place: read a unit with modbus-serial, publish what came with MQTT.js,
// take the next. No store, no rules, no check of late answers: a floor, not a gateway.
// Arguments: Modbus port, broker URL, units, registers, ms between rounds (0 = as fast as possible).

const [port, url, units, registers, pause] = process.argv.slice(2);
const broker = await connectAsync(url ?? '', { clientId: `bare-${process.pid}` });
const device = new ModbusRTU.default();
await device.connectTCP('127.0.0.1', { port: Number(port) });
let read = 0;
process.stdin.on('data', () => process.stdout.write(`${read}\n`));
process.stdin.on('end', () => process.exit(0));
process.stdout.write('ready\n');

const readUnit = async (unit: number): Promise<void> => {
  device.setID(unit);
  const { data } = await device.readHoldingRegisters(0, Number(registers));
  const values = data.map((raw) => ((raw << 16) >> 16) / 10);
  broker.publish(`bare/${unit}`, JSON.stringify({ at: Date.now(), values }), { qos: 1 });
  read += values.length;
};

for (;;) {
  const began = performance.now();
  for (let unit = 1; unit <= Number(units); unit += 1) await readUnit(unit);
  const rest = Number(pause) - (performance.now() - began);
  if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
}
