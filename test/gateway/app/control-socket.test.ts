import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askGateway } from '../../../gateway/app/ask-gateway.ts';
import { type ControlSocket, openControlSocket, SOCKET_NAME } from '../../../gateway/app/control-socket.ts';
import { systemClock } from '../../../gateway/app/system-clock.ts';
import { EdgeError } from '../../../gateway/domain/edge-error.ts';

let folder = '';
let socket: ControlSocket;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'larder-socket-'));
  writeFileSync(join(folder, SOCKET_NAME), 'left by a gateway that was killed');
  socket = await openControlSocket(folder, {
    status: async () => ({ well: true }),
    refuse: async () => {
      throw new EdgeError('line-busy', 'the line is being scanned');
    },
    faulty: async () => {
      throw new EdgeError('request-refused', 'two faults', {
        faults: [
          { place: 'wells.3.channel', wrong: 'channel 3 is named twice', remedy: 'Correct it.' },
          { wrong: 'no analyzer', remedy: 'Name one.' },
        ],
      });
    },
    echo: async (request) => request,
  });
});
afterEach(async () => {
  await socket.close();
  rmSync(folder, { recursive: true });
});

const ask = (request: { ask: string }) => askGateway(folder, request, systemClock);

describe('the control socket', () => {
  test('says where it can’t be made, and what to look at', async () => {
    const taken = mkdtempSync(join(tmpdir(), 'larder-socket-'));
    mkdirSync(join(taken, SOCKET_NAME));
    await expect(openControlSocket(taken, {})).rejects.toMatchObject({
      code: 'data-folder-unwritable',
      message: expect.stringContaining(join(taken, SOCKET_NAME)),
    });
    rmSync(taken, { recursive: true });
  });

  test('answers what it was asked', async () => expect(await ask({ ask: 'status' })).toEqual({ well: true }));

  test('says which folder is too deep for a socket', async () => {
    await expect(openControlSocket(join(folder, 'x'.repeat(100)), {})).rejects.toMatchObject({ code: 'data-folder-unwritable' });
  });

  test('is open to its owner alone', () => expect(statSync(join(folder, SOCKET_NAME)).mode & 0o777).toBe(0o600));

  test('passes on what the gateway says when it declines', async () => {
    await expect(ask({ ask: 'refuse' })).rejects.toMatchObject({ code: 'line-busy', message: 'the line is being scanned' });
  });

  test('passes on all faults of a request at once, each with its place', async () => {
    const faults = [{ place: 'wells.3.channel', wrong: 'channel 3 is named twice' }, { wrong: 'no analyzer' }];
    await expect(ask({ ask: 'faulty' })).rejects.toMatchObject({ code: 'request-refused', faults });
  });

  test.each(['missing', 'constructor', '__proto__'])('refuses %s, which nobody answers', async (word) => {
    await expect(ask({ ask: word })).rejects.toMatchObject({ code: 'request-refused' });
  });

  test('hands over a long answer whole', async () => {
    const long = 'x'.repeat(60_000);
    expect(await askGateway(folder, { ask: 'echo', long } as { ask: string }, systemClock)).toMatchObject({ long });
  });

  test('answers noise with a refusal, and hangs up on a line without end', async () => {
    const caller = connect(join(folder, SOCKET_NAME));
    const answers: string[] = [];
    caller.setEncoding('utf8').on('data', (part: string) => answers.push(part));
    caller.on('error', (error) => answers.push(error.message)); // a hang-up in mid-write may show as an error too
    const closed = new Promise((resolve) => caller.on('close', resolve));
    caller.write('not json\n');
    await new Promise((resolve) => caller.once('data', resolve));
    expect(JSON.parse(answers[0] ?? '')).toMatchObject({ ok: false, code: 'request-refused' });
    caller.write('y'.repeat(2_000_000));
    await closed;
    expect(await ask({ ask: 'status' })).toEqual({ well: true });
  });

  test('leaves nothing behind, and who asks then is told that no gateway runs', async () => {
    await socket.close();
    await expect(ask({ ask: 'status' })).rejects.toMatchObject({ code: 'gateway-not-running' });
    socket = await openControlSocket(folder, {});
  });
});
