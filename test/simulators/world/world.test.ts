import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadProfiles, SHIPPED_PROFILES } from '../../../device-profiles/load-profiles.ts';
import type { Profile } from '../../../device-profiles/profile.ts';
import { LANGUAGES } from '../../../gateway/domain/messages/message.ts';
import { eventWords } from '../../../simulators/world/event-words.ts';
import { loadScenario, SHIPPED_SCENARIOS } from '../../../simulators/world/load-scenario.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';
import type { Scenario } from '../../../simulators/world/scenario-schema.ts';
import { openWorld, type World } from '../../../simulators/world/world.ts';
import type { WorldEvent } from '../../../simulators/world/world-event.ts';
import { type Client, closed, connected, until } from './modbus-client.ts';

let profiles: ReadonlyMap<string, Profile>;
let canteen: Scenario;
beforeAll(async () => {
  profiles = await loadProfiles([SHIPPED_PROFILES]);
  canteen = await loadScenario(join(SHIPPED_SCENARIOS, 'canteen.yaml'), { profiles });
});

const leftOpen: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of leftOpen.splice(0).reverse()) await close();
});

interface Opened {
  readonly clock: ReturnType<typeof createManualClock>;
  readonly world: World;
  readonly happened: WorldEvent[];
}

const opened = async (scenario: Scenario = canteen, seed?: number): Promise<Opened> => {
  const clock = createManualClock();
  const happened: WorldEvent[] = [];
  const onEvent = (event: WorldEvent): void => void happened.push(event);
  const world = await openWorld(scenario, { clock, profiles, onEvent, ...(seed === undefined ? {} : { seed }) });
  leftOpen.push(() => world.close());
  return { clock, world, happened };
};

const asking = async (world: World, unit: number, timeout?: number): Promise<Client> => {
  const client = await connected(world.lines[0]?.port ?? 0, unit, timeout);
  leftOpen.push(() => closed(client));
  return client;
};

const int16 = async (client: Client, address: number, table: 'input' | 'holding' = 'input'): Promise<number> => {
  const read = table === 'input' ? client.readInputRegisters(address, 1) : client.readHoldingRegisters(address, 1);
  return (await read).buffer.readInt16BE();
};

describe('the canteen', () => {
  test('answers for every cabinet on one address, with values a kitchen has', async () => {
    const { clock, world } = await opened();
    clock.run(2000);
    const client = await asking(world, 1);
    expect((await int16(client, 1)) / 10).toBeGreaterThan(2);
    expect((await int16(client, 1)) / 10).toBeLessThan(6);
    client.setID(2);
    expect((await int16(client, 7)) / 16).toBeCloseTo(3.5, -0.5);
    client.setID(3);
    expect((await int16(client, 2529, 'holding')) / 100).toBeLessThan(-18);
    client.setID(4);
    expect((await client.readHoldingRegisters(0, 3)).data[2]).toBe(0x8000);
    client.setID(7);
    expect((await int16(client, 0x2410, 'holding')) === 1 && (await int16(client, 0x2000, 'holding')) / 10).toBeGreaterThan(63);
    client.setID(8);
    const volts = (await client.readInputRegisters(0, 2)).buffer.readFloatBE();
    expect(volts).toBeGreaterThan(220);
  });

  test('warms the cold room over 8 °C while its door stands open, and lets it cool again', async () => {
    const { clock, world, happened } = await opened();
    clock.run(7_900);
    expect(world.cabinets.get('cold-room')?.state().air).toBeLessThan(5);
    clock.run(9_000);
    expect(happened[0]).toEqual({ door: 'cold-room', open: true });
    expect(world.cabinets.get('cold-room')?.state().air).toBeGreaterThan(8);
    const client = await asking(world, 6);
    expect((await client.readDiscreteInputs(0, 1)).data[0]).toBe(true);
    clock.run(43_000);
    expect(world.cabinets.get('cold-room')?.state().air).toBeLessThan(8);
    expect((await client.readDiscreteInputs(0, 1)).data[0]).toBe(false);
  });

  test('breaks a probe, silences a unit, and mends both', async () => {
    const { clock, world } = await opened();
    clock.run(21_000);
    const client = await asking(world, 2, 1000);
    expect((await client.readInputRegisters(7, 1)).data).toEqual([0x7fff]);
    client.setID(3);
    await expect(client.readHoldingRegisters(2529, 1)).rejects.toMatchObject({ errno: 'ETIMEDOUT' });
    clock.run(22_000);
    expect((await client.readHoldingRegisters(2529, 1)).data).toHaveLength(1);
    client.setID(2);
    expect((await client.readInputRegisters(7, 1)).data[0]).not.toBe(0x7fff);
  });

  test('tells the stage about its broker, and everything in both languages', async () => {
    const { clock, happened } = await opened();
    clock.run(60_000);
    expect(happened.filter((event) => 'broker' in event)).toEqual([{ broker: 'away' }, { broker: 'back' }]);
    for (const event of happened) for (const language of LANGUAGES) expect(eventWords(event, language)).not.toContain('{');
  });

  test('logs exactly what it answered', async () => {
    const { clock, world } = await opened();
    const client = await asking(world, 1);
    const read: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      clock.run(1000);
      read.push((await int16(client, 1)) / 10);
    }
    await until(() => world.answers.count('fridge-1/temperature') === 20);
    expect(world.answers.values('fridge-1/temperature').map(({ value }) => value)).toEqual(read);
    expect(new Set(read).size).toBeGreaterThan(3);
    expect(world.answers.channels()).toEqual(['fridge-1/temperature']);
  });

  test('lives the same life again for the same seed, and another for another', async () => {
    const life = async (seed: number): Promise<unknown> => {
      const { clock, world } = await opened(canteen, seed);
      clock.run(30_000);
      return [...world.cabinets.values()].map((cabinet) => cabinet.state());
    };
    expect(await life(1)).toEqual(await life(1));
    expect(await life(1)).not.toEqual(await life(2));
  });
});

test('every scenario that comes with Larder can be brought to life', async () => {
  const names = (await readdir(SHIPPED_SCENARIOS)).filter((name) => name.endsWith('.yaml'));
  expect(names).toContain('rough-wire.yaml');
  for (const name of names) {
    const { clock, world } = await opened(await loadScenario(join(SHIPPED_SCENARIOS, name), { profiles }));
    clock.run(3_600_000);
    expect(world.devices.size + world.analyzers.size).toBeGreaterThan(0);
  }
});

describe('a world of several lines', () => {
  const scenario = (): Scenario => ({
    ...canteen,
    lines: [
      ...canteen.lines,
      { id: 'serial', rtuOverTcp: { host: '127.0.0.1', port: 0 }, baud: 9600, parity: 'none', faults: {} },
    ],
    devices: canteen.devices.map((device) => (device.id === 'fridge-1' ? { ...device, line: 'serial' } : device)),
  });

  test('serves RTU through TCP beside Modbus TCP', async () => {
    const { clock, world } = await opened(scenario());
    clock.run(1000);
    const { default: ModbusRTU } = await import('modbus-serial');
    const client = new ModbusRTU.default();
    // What the library calls telnet is RTU frames in a connection; its "TcpRTU" is Modbus TCP.
    await client.connectTelnet('127.0.0.1', { port: world.lines[1]?.port ?? 0 });
    leftOpen.push(() => closed(client));
    client.setID(1);
    client.setTimeout(2000);
    const asked = client.readInputRegisters(1, 2);
    await until(() => clock.pending() > 9);
    clock.run(1000);
    expect((await asked).data).toHaveLength(2);
    expect(world.answers.count('fridge-1/humidity')).toBe(1);
  });

  test('cuts the connections of a line when told to', async () => {
    const { world } = await opened(scenario());
    const client = await asking(world, 2);
    expect((await client.readInputRegisters(7, 1)).data).toHaveLength(1);
    world.do({ line: 'kitchen', dropped: true });
    await until(() => !client.isOpen);
    expect(client.isOpen).toBe(false);
  });

  test('hears nothing on a line that is unplugged, and answers again once plugged in', async () => {
    const { world, happened } = await opened();
    const client = await asking(world, 1, 100);
    world.do({ line: 'kitchen', plugged: false });
    await expect(client.readInputRegisters(1, 1)).rejects.toMatchObject({ errno: 'ETIMEDOUT' });
    world.do({ line: 'kitchen', plugged: true });
    expect((await client.readInputRegisters(1, 1)).data).toHaveLength(1);
    world.do({ line: 'kitchen', faults: { busy: 1 } });
    await expect(client.readInputRegisters(1, 1)).rejects.toMatchObject({ modbusCode: 6 });
    for (const event of happened) for (const language of LANGUAGES) expect(eventWords(event, language)).not.toContain('{');
  });

  test('closes what it opened when one address can’t be had', async () => {
    const { world } = await opened();
    const taken = { host: '127.0.0.1', port: world.lines[0]?.port ?? 0 };
    const lines = [...canteen.lines, { id: 'more', tcp: taken, baud: 9600, parity: 'none' as const, faults: {} }];
    await expect(opened({ ...canteen, lines })).rejects.toMatchObject({ code: 'line-not-found' });
  });
});
