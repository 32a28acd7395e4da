import { describe, expect, test } from 'vitest';
import { ACK, ENQ, EOT, frame, frames, NAK } from '../lis-wire.ts';
import { lisTalk, type Talk } from '../talk.ts';

const QUERY = frames(['H|\\^&|||Reader^1', 'Q|1|^S-7||ALL', 'L|1|N']);
const ANSWER = [frame(1, 'H|\\^&|||Larder|||||||P|LIS2-A2\r'), frame(2, 'L|1|I\r')];

/** A talk whose instrument has just asked; our ENQ stands on the line. */
const asked = async (): Promise<Talk> => {
  const talk = lisTalk();
  for (const piece of [ENQ, ...QUERY]) await talk.send(piece);
  talk.takeWritten();
  await talk.send(EOT);
  expect(talk.takeWritten()).toBe(ENQ);
  return talk;
};

const upon = async (talk: Talk, reply: string): Promise<string> => {
  await talk.send(reply);
  return talk.takeWritten();
};

describe('an instrument that asks for its orders', () => {
  test('is told that there is no information, and its query is nothing to keep', async () => {
    const talk = await asked();
    expect(await upon(talk, ACK)).toBe(ANSWER[0]);
    expect(await upon(talk, ACK)).toBe(ANSWER[1]);
    expect(await upon(talk, ACK)).toBe(EOT);
    await talk.wait(60_000);
    expect(talk.takeWritten()).toBe('');
    expect(talk.transfers).toEqual([]);
  });

  test('is sent a frame six times at most', async () => {
    const talk = await asked();
    await upon(talk, ACK);
    for (let sends = 2; sends <= 6; sends += 1) expect(await upon(talk, NAK)).toBe(ANSWER[0]);
    expect(await upon(talk, NAK)).toBe(EOT);
  });

  test('that replies anything else to a frame is taken to refuse it', async () => {
    const talk = await asked();
    await upon(talk, ACK);
    expect(await upon(talk, '?')).toBe(ANSWER[0]);
  });

  test.each(['its ENQ', 'a frame'])('that doesn’t reply to %s within 15 s is left alone', async (what) => {
    const talk = await asked();
    if (what === 'a frame') await upon(talk, ACK);
    await talk.wait(14_900);
    expect(talk.takeWritten()).toBe('');
    await talk.wait(200);
    expect(talk.takeWritten()).toBe(EOT);
    await talk.wait(60_000);
    expect(talk.takeWritten()).toBe('');
  });

  test('that has something to send itself goes first, and is answered afterwards', async () => {
    const talk = await asked();
    expect(await upon(talk, ENQ)).toBe('');
    await talk.wait(1_000);
    expect(await upon(talk, ENQ)).toBe(ACK);
    await upon(talk, EOT);
    await talk.wait(20_000);
    expect(talk.takeWritten()).toBe(ENQ);
  });

  test('that is busy is asked again after ten seconds, six times at most', async () => {
    const talk = await asked();
    for (let tries = 2; tries <= 6; tries += 1) {
      expect(await upon(talk, NAK)).toBe('');
      await talk.wait(9_900);
      expect(talk.takeWritten()).toBe('');
      await talk.wait(200);
      expect(talk.takeWritten()).toBe(ENQ);
    }
    await upon(talk, NAK);
    await talk.wait(60_000);
    expect(talk.takeWritten()).toBe('');
  });

  test('that interrupts with EOT has its silence', async () => {
    const talk = await asked();
    await upon(talk, ACK);
    expect(await upon(talk, EOT)).toBe(EOT);
    await talk.wait(60_000);
    expect(talk.takeWritten()).toBe('');
  });

  test('is the only one that is ever sent anything but an acknowledgement', async () => {
    const talk = lisTalk();
    for (const piece of [ENQ, ...frames(['H|\\^&', 'P|1', 'O|1|S-1||^^^OP', 'R|1|^^^OP|3|%', 'L|1|N']), EOT])
      await talk.send(piece);
    await talk.wait(120_000);
    expect(new Set(talk.takeWritten())).toEqual(new Set([ACK]));
  });
});
