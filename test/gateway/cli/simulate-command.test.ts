import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Terminal } from '../../../gateway/cli/command.ts';
import { simulateCommand } from '../../../gateway/cli/simulate-command.ts';
import { SHIPPED_SCENARIOS } from '../../../simulators/world/load-scenario.ts';
import { closed, connected, until } from '../../simulators/world/modbus-client.ts';

const CANTEEN = join(SHIPPED_SCENARIOS, 'canteen.yaml');

const terminalWith = (ending: AbortSignal) => {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const terminal: Terminal = { out: say, err: say, interactive: false, columns: 80, language: 'en', environment: {}, ending };
  return { terminal, said };
};

describe('larder simulate', () => {
  test('serves a world until it is ended, and says what was answered', async () => {
    const ending = new AbortController();
    const { terminal, said } = terminalWith(ending.signal);
    const running = simulateCommand.run([CANTEEN, '--line', 'kitchen=127.0.0.1:0'], terminal);
    await until(() => said.length > 1);
    const port = Number(/127\.0\.0\.1:(\d+), units 1, 2, 3/.exec(said[0] ?? '')?.[1]);
    const client = await connected(port, 1);
    expect((await client.readInputRegisters(1, 2)).data).toHaveLength(2);
    await closed(client);
    ending.abort();
    expect(await running).toBe(0);
    expect(said.slice(-2)).toEqual([
      'Ended after 2 values in completed answers.',
      'The analyzers measured 0 results and heard that 0 of them are stored.',
    ]);
  });

  test('ends by itself after the time it was given', async () => {
    const { terminal, said } = terminalWith(new AbortController().signal);
    expect(await simulateCommand.run([CANTEEN, '--for', '10ms'], terminal)).toBe(0);
    expect(said).toEqual([
      expect.stringContaining('kitchen'),
      expect.stringContaining('pesticide-1'),
      expect.stringContaining('running'),
      expect.stringContaining('Ended after'),
      expect.stringContaining('0 results'),
    ]);
  });

  test.each([
    ['kitchen=127.0.0.1:99999', /“99999” is no port\. Write one from 1 to 65535/],
    ['kitchen', /^--line kitchen: write ID=ADDRESS, like /],
  ])('refuses --line %s, and says what to write', async (wish, message) => {
    const { terminal } = terminalWith(new AbortController().signal);
    await expect(simulateCommand.run([CANTEEN, '--line', wish], terminal)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(message),
    });
  });

  test('refuses what makes no sense', async () => {
    const { terminal } = terminalWith(new AbortController().signal);
    await expect(simulateCommand.run([], terminal)).rejects.toMatchObject({ code: 'usage' });
    await expect(simulateCommand.run([CANTEEN, '--for', 'long'], terminal)).rejects.toMatchObject({ code: 'usage' });
    await expect(simulateCommand.run([CANTEEN, '--line', 'cellar=127.0.0.1:0'], terminal)).rejects.toMatchObject({
      code: 'usage',
    });
    await expect(simulateCommand.run(['nowhere.yaml'], terminal)).rejects.toMatchObject({ code: 'scenario-invalid' });
    expect(simulateCommand.help('zh-CN')).toContain('larder simulate');
  });
});
