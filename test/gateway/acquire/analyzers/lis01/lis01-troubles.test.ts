import { describe, expect, test } from 'vitest';
import { ACK, ENQ, EOT, frame, frames, message, NAK, STX } from '../lis-wire.ts';
import { lisProfile } from '../read-profile.ts';
import { lisTalk } from '../talk.ts';
import { RECORDS, replies, SESSION } from './lis01-session.ts';

const [HEADER = '', PATIENT = '', ORDER = '', RESULT = ''] = RECORDS;

describe('a damaged frame', () => {
  test('is answered NAK, and taken when it comes again', async () => {
    const talk = lisTalk();
    const [h = '', p = '', o = '', r = '', l = ''] = frames(message('S-1', '12.5'));
    const all = [ENQ, h, p, o, r.replace('12.5', '1\x154.1'), r, l, EOT];
    expect(await replies(talk, all)).toEqual([ACK, ACK, ACK, ACK, NAK, ACK, ACK, '']);
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
  });

  test('that comes again after a lost acknowledgement is acknowledged and dropped', async () => {
    const talk = lisTalk();
    const [h = '', p = '', o = '', r = '', l = ''] = frames(message('S-1', '12.5'));
    expect(await replies(talk, [ENQ, h, p, o, r, r, l, l, EOT])).toEqual([...Array(8).fill(ACK), '']);
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
    expect(talk.counters).toMatchObject({ duplicateFrames: 2, transfers: 1 });
  });

  test('with the last frame’s number and another text is refused: one of the two is wrong', async () => {
    const talk = lisTalk();
    const [h = '', p = '', o = ''] = frames(message('S-1', '12.5'));
    expect(await replies(talk, [ENQ, h, p, o, frame(3, 'O|1|S-9||^^^OP\r')])).toEqual([ACK, ACK, ACK, ACK, NAK]);
  });

  test('without its end ends with LF or the next STX, and is answered NAK', async () => {
    const talk = lisTalk();
    expect(await replies(talk, [ENQ, `${STX}1${HEADER}\r\n`])).toEqual([ACK, NAK]);
    expect(await replies(talk, [`${STX}1H|`, frame(1, `${HEADER}\r`)])).toEqual(['', `${NAK}${ACK}`]);
  });

  test('without its end is refused while its sender waits, so that its repeat is answered once', async () => {
    const talk = lisTalk();
    const [h = '', ...rest] = frames(message('S-1', '12.5'));
    await replies(talk, [ENQ, h.slice(0, 10)]);
    await talk.wait(4_900);
    expect(talk.takeWritten()).toBe('');
    await talk.wait(200);
    expect(talk.takeWritten()).toBe(NAK);
    await talk.wait(10_000);
    expect(await replies(talk, [h, ...rest])).toEqual([ACK, ACK, ACK, ACK, ACK]);
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
  });

  test('with a character that its text mustn’t hold is refused, unless the profile lets it pass', async () => {
    const odd = frame(1, 'H|\\^&|||Read\x11er\r');
    expect(await replies(lisTalk(), [ENQ, odd])).toEqual([ACK, NAK]);
    expect(await replies(lisTalk(lisProfile({ tolerates: ['restricted-characters'] })), [ENQ, odd])).toEqual([ACK, ACK]);
  });

  test('leaves no hole: a sender that goes on past it is refused until it begins anew', async () => {
    const talk = lisTalk();
    const [h = '', p = '', , r = '', l = ''] = frames(message('S-1', '12.5'));
    expect(await replies(talk, [ENQ, h, p, r, l, frame(3, 'L|1|N\r'), EOT])).toEqual([ACK, ACK, ACK, NAK, NAK, NAK, '']);
    expect(talk.results).toEqual([]);
    expect(talk.transfers.map(({ understood }) => understood.troubles)).toEqual([['incomplete']]);
  });
});

describe('noise', () => {
  test('between frames is counted and not kept', async () => {
    const talk = lisTalk();
    const noisy = ['\x00\xad\x7f', ENQ, ...frames(message('S-1', '12.5')).flatMap((one) => ['~~\x00', one]), EOT, '\x11'];
    await replies(talk, noisy);
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
    expect(talk.counters.noiseBytes).toBe(3 + 15 + 1);
  });

  test('that is more than half of what comes is told of once, and its end, too', async () => {
    const talk = lisTalk();
    for (let round = 0; round < 10; round += 1) await talk.send('\xfe\x80\xf8'.repeat(40));
    expect(talk.unreadable).toEqual(['unreadable: not-text']);
    for (let round = 0; round < 4; round += 1) await replies(talk, SESSION);
    expect(talk.unreadable).toEqual(['unreadable: not-text', 'readable: not-text']);
  });
});

describe('a sender that begins anew', () => {
  test('with ENQ in mid-transfer is acknowledged once silence shows that it meant it', async () => {
    const talk = lisTalk();
    expect(await replies(talk, [ENQ, frame(1, `${HEADER}\r`), ENQ])).toEqual([ACK, ACK, '']);
    await talk.wait(600);
    expect(talk.takeWritten()).toBe(ACK);
    expect(await replies(talk, SESSION.slice(1))).toEqual([ACK, ACK, ACK, ACK, ACK, '']);
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
    expect(talk.counters.incomplete).toBe(1);
  });

  test('with ENQ in the middle of a frame is acknowledged, too', async () => {
    const talk = lisTalk();
    await replies(talk, [ENQ, frame(1, `${HEADER}\r`), `${STX}2P|`, ENQ]);
    await talk.wait(2_100);
    expect(talk.takeWritten()).toBe(ACK);
  });

  test.each([
    ['each second', `${STX}2P|`, [ENQ, ENQ, ENQ, ENQ], 1_000],
    ['giving up each bid', `${STX}2P|`, [ENQ, EOT, ENQ, EOT], 900],
    ['within its checksum', `${frame(2, 'P|1\r').slice(0, -3)}`, [ENQ, ENQ, ENQ, ENQ], 1_000],
    ['in quick succession between two frames', '', Array<string>(12).fill(ENQ), 200],
  ])(
    'is heard although it died in mid-frame and bids again sooner than its receiver waits: %s',
    async (_, broken, bids, pace) => {
      const talk = lisTalk();
      await replies(talk, [ENQ, frame(1, `${HEADER}\r`), broken]);
      let heard = '';
      for (const bid of bids) {
        await talk.wait(pace);
        heard += (await replies(talk, [bid])).join('');
      }
      await talk.wait(600);
      heard += talk.takeWritten();
      expect(heard).toContain(ACK);
      await replies(talk, SESSION);
      expect(talk.results).toEqual(['S-1 OP 12.5 %']);
    },
  );

  test('is not mistaken for a damaged STX, whose frame must not look acknowledged', async () => {
    const talk = lisTalk();
    const [h = '', p = '', o = '', r = '', l = ''] = frames(message('S-1', '12.5'));
    expect(await replies(talk, [ENQ, h, p, o, r, l.replace(STX, ENQ)])).toEqual([ACK, ACK, ACK, ACK, ACK, '']);
    await talk.wait(15_000);
    expect(talk.takeWritten()).toBe('');
    await talk.send(EOT);
    expect(talk.results).toEqual([]);
    expect(talk.counters.incomplete).toBe(1);
    await replies(talk, SESSION);
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
  });

  test('after EOT in mid-message brings its result once', async () => {
    const talk = lisTalk();
    await replies(talk, [...SESSION.slice(0, 4), EOT, ...SESSION]);
    expect(talk.results).toEqual(['S-1 OP 12.5 %']);
    expect(talk.counters).toMatchObject({ incomplete: 1, transfers: 2 });
  });

  test('after 30 s of silence finds the line free', async () => {
    const talk = lisTalk();
    await replies(talk, SESSION.slice(0, 4));
    await talk.wait(29_900);
    expect(talk.counters.incomplete).toBe(0);
    await talk.wait(200);
    expect(talk.counters.incomplete).toBe(1);
    expect(await replies(talk, [frame(4, `${RESULT}\r`)])).toEqual(['']);
    expect(await replies(talk, SESSION)).toEqual([ACK, ACK, ACK, ACK, ACK, ACK, '']);
  });

  test('with a new header before its final record leaves an incomplete message behind', async () => {
    const talk = lisTalk();
    await replies(talk, [ENQ, ...frames([HEADER, PATIENT, ORDER, RESULT, ...message('S-2', '48.0')]), EOT]);
    expect(talk.results).toEqual(['S-2 OP 48.0 %']);
    expect(talk.counters.incomplete).toBe(1);
  });
});
