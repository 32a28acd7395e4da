import { describe, expect, test } from 'vitest';
import type { Channel } from '../../../gateway/domain/channel.ts';
import { defrost, rate } from './conditions/condition.ts';
import { channel, limit, MINUTE, rule } from './one-channel.ts';
import { severalChannels } from './several-channels.ts';

const AIR = 'fridge-1/temperature';
const STATE = 'fridge-1/defrosting';
const freezer = rule({ limits: [limit({ value: -15, onDelay: 20 * MINUTE, deadband: 0 })], conditions: [rate(5)], defrost });
const byShape = (): Channel => channel(freezer, AIR);
const byController = (): readonly Channel[] => [{ ...channel(freezer, AIR), defrost: STATE }, channel(undefined, STATE)];
const air = (value: number) => ({ [AIR]: value });

describe('a defrost that is known by its shape', () => {
  test('is recorded, and its alarms are, but not told', () => {
    const room = severalChannels([byShape()]);
    room.stay(air(-18), 30);
    for (const value of [-15, -12, -10]) room.stay(air(value), 8);
    room.stay(air(-17.5), 30);
    expect(room.story()).toEqual([
      `00:31 ${AIR} defrost on shape`,
      `00:39 ${AIR} rate raised suppressed`,
      `00:53 ${AIR} rate cleared suppressed`,
      `00:55 ${AIR} defrost off done`,
    ]);
  });

  test('hides no rise that lasts longer: the alarm is told when the bound is reached', () => {
    const room = severalChannels([byShape()]);
    room.stay(air(-18), 30);
    room.stay(air(-10), 60);
    expect(room.story().filter((line) => !line.includes('rate'))).toEqual([
      `00:31 ${AIR} defrost on shape`,
      `00:51 ${AIR} high raised suppressed`,
      `01:12 ${AIR} defrost off too-long`,
      `01:12 ${AIR} high raised`,
    ]);
  });

  test('hides no rise that goes higher', () => {
    const room = severalChannels([byShape()]);
    room.stay(air(-18), 30);
    room.stay(air(-10), 25);
    room.stay(air(-2.5), 1);
    expect(room.story().slice(-3)).toEqual([
      `00:56 ${AIR} defrost off too-high`,
      `00:56 ${AIR} rate raised`,
      `00:56 ${AIR} high raised`,
    ]);
  });

  test('is believed once in two hours: a door that is left open again and again is told', () => {
    const room = severalChannels([byShape()]);
    room.stay(air(-18), 30);
    room.stay(air(-10), 25);
    room.stay(air(-18), 10);
    room.stay(air(-10), 25);
    expect(room.story().at(-1)).toBe(`01:26 ${AIR} high raised`);
  });

  test('is none where it rises slowly', () => {
    const room = severalChannels([byShape()]);
    for (let value = -18; value < -8; value += 0.1) room.stay(air(value));
    expect(room.story().map((line) => line.replace(/^\S+ \S+ /, ''))).toEqual(['high raised']);
  });

  test('suppresses no alarm that stood before it', () => {
    const room = severalChannels([byShape()]);
    room.stay(air(-14), 40);
    room.stay(air(-9), 20);
    room.stay(air(-18), 5);
    expect(room.story().filter((line) => line.includes('high'))).toEqual([
      `00:21 ${AIR} high raised`,
      `01:01 ${AIR} high cleared`,
    ]);
  });

  test('goes on over a restart of gateway and machine', () => {
    for (const machine of [false, true]) {
      const room = severalChannels([byShape()]);
      room.stay(air(-18), 30);
      room.stay(air(-10), 25);
      room.restart(machine);
      room.stay(air(-10), 20);
      expect(room.story().slice(-2)).toEqual([`01:12 ${AIR} defrost off too-long`, `01:12 ${AIR} high raised`]);
    }
  });
});

describe('a defrost that the controller tells', () => {
  test('begins and ends with its state, and with the recovery after it', () => {
    const room = severalChannels(byController());
    room.stay({ [AIR]: -18, [STATE]: 0 }, 30);
    room.stay({ [AIR]: -12, [STATE]: 1 }, 20);
    room.stay({ [AIR]: -12, [STATE]: 0 }, 5);
    room.stay({ [AIR]: -18, [STATE]: 0 }, 5);
    expect(room.story().filter((line) => line.includes('defrost'))).toEqual([
      `00:31 ${AIR} defrost on controller`,
      `00:56 ${AIR} defrost off done`,
    ]);
    expect(room.story().filter((line) => line.endsWith('high raised'))).toEqual([]);
  });

  test('without its state a fast rise is no defrost, and with a silent controller its shape is asked', () => {
    const told = severalChannels(byController());
    told.stay({ [AIR]: -18, [STATE]: 0 }, 30);
    told.stay({ [AIR]: -10, [STATE]: 0 }, 25);
    expect(told.story().at(-1)).toBe(`00:51 ${AIR} high raised`);
    const silent = severalChannels(byController());
    silent.stay({ [AIR]: -18 }, 30);
    silent.stay({ [AIR]: -10 }, 5);
    expect(silent.story()).toContain(`00:31 ${AIR} defrost on shape`);
  });
});

describe('a cabinet that the site has switched off', () => {
  const fridge = rule({ limits: [limit({ onDelay: 10 * MINUTE })], silence: 15 * MINUTE });
  const offAt = (from: number, to: number) => (_: string, minute: number) => minute >= from && minute < to;

  test('is recorded and not told, for limits and silence alike', () => {
    const room = severalChannels([channel(fridge, AIR)], offAt(0, 600));
    room.stay(air(4), 5);
    room.stay(air(20), 30);
    room.stay({}, 30);
    expect(room.story()).toEqual([
      `00:01 ${AIR} switched-off on calendar`,
      `00:16 ${AIR} high raised suppressed`,
      `00:50 ${AIR} silence raised suppressed`,
    ]);
  });

  test('takes back what stood when it was switched off, and is not told when it is well again', () => {
    const room = severalChannels([channel(fridge, AIR)], offAt(30, 90));
    room.stay(air(20), 50);
    room.restart();
    room.stay(air(4), 50);
    expect(room.story()).toEqual([
      `00:11 ${AIR} high raised`,
      `00:30 ${AIR} high raised suppressed`,
      `00:30 ${AIR} switched-off on calendar`,
      `00:51 ${AIR} high cleared suppressed`,
      `01:30 ${AIR} switched-off off calendar`,
    ]);
  });

  describe('while nobody vouches for the time', () => {
    const fromMinute = (sure: number) => {
      let minute = 0;
      return {
        pass: (minutes: number) => {
          minute += minutes;
        },
        isSure: () => minute >= sure,
      };
    };

    test('hides nothing that begins, and is judged again once somebody does', () => {
      const time = fromMinute(1);
      const room = severalChannels([channel(fridge, AIR)], offAt(0, 600), time.isSure);
      room.stay(air(20), 30);
      time.pass(1);
      room.stay(air(20), 1);
      expect(room.story()).toEqual([
        `00:11 ${AIR} high raised`,
        `00:31 ${AIR} high raised suppressed`,
        `00:31 ${AIR} switched-off on calendar`,
      ]);
    });

    test('believes nothing that the calendar said before the machine was off', () => {
      let sure = true;
      const room = severalChannels([channel(fridge, AIR)], offAt(0, 600), () => sure);
      room.stay(air(20), 20);
      sure = false;
      room.restart(true);
      room.stay(air(20), 20);
      room.stay({}, 20);
      sure = true;
      room.stay({}, 2);
      expect(room.story()).toEqual([
        `00:01 ${AIR} switched-off on calendar`,
        `00:11 ${AIR} high raised suppressed`,
        `00:21 ${AIR} high cleared suppressed`,
        `00:21 ${AIR} switched-off off calendar`,
        `00:31 ${AIR} high raised`,
        `00:55 ${AIR} silence raised`,
        `01:01 ${AIR} silence raised suppressed`,
        `01:01 ${AIR} high raised suppressed`,
        `01:01 ${AIR} switched-off on calendar`,
      ]);
    });

    test('leaves as it is what was suppressed before the gateway alone started again', () => {
      let sure = true;
      const room = severalChannels([channel(fridge, AIR)], offAt(0, 600), () => sure);
      room.stay(air(20), 20);
      sure = false;
      room.restart();
      room.stay(air(20), 5);
      room.stay({}, 20);
      expect(room.story().slice(2)).toEqual([`00:40 ${AIR} silence raised`]);
    });

    test('judges anew what was suppressed before, once the time is sure and the cabinet should be on', () => {
      let sure = true;
      const room = severalChannels([channel(fridge, AIR)], offAt(0, 25), () => sure);
      room.stay(air(20), 20);
      sure = false;
      room.restart();
      room.stay(air(20), 20);
      sure = true;
      room.stay(air(20), 12);
      expect(room.story().slice(2)).toEqual([
        `00:41 ${AIR} high cleared suppressed`,
        `00:41 ${AIR} switched-off off calendar`,
        `00:51 ${AIR} high raised`,
      ]);
    });

    test('leaves as it is what was told meanwhile, once the time is sure and the cabinet should be on', () => {
      let sure = true;
      const room = severalChannels([channel(fridge, AIR)], offAt(0, 25), () => sure);
      room.stay(air(4), 20);
      sure = false;
      room.restart();
      room.stay(air(20), 20);
      sure = true;
      room.stay(air(20), 20);
      expect(room.story()).toEqual([
        `00:01 ${AIR} switched-off on calendar`,
        `00:31 ${AIR} high raised`,
        `00:41 ${AIR} switched-off off calendar`,
      ]);
    });
  });
});
