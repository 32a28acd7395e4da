import { describe, expect, test } from 'vitest';
import { disagreement, rate } from './conditions/condition.ts';
import { channel, limit, rule } from './one-channel.ts';
import { severalChannels } from './several-channels.ts';

const ONE = 'room/temperature_1';
const TWO = 'room/temperature_2';
const DOOR = 'room/door';

describe('two probes of one cabinet', () => {
  const pair = () => [{ ...channel(rule({ limits: [], conditions: [disagreement] }), ONE), pair: TWO }, channel(undefined, TWO)];

  test('that differ by too much for too long are an alarm, until they agree', () => {
    const room = severalChannels(pair());
    room.stay({ [ONE]: 4, [TWO]: 7.5 }, 31);
    room.stay({ [ONE]: 4, [TWO]: 6 }, 1);
    expect(room.story()).toEqual([`00:31 ${ONE} disagreement raised`, `00:32 ${ONE} disagreement cleared`]);
  });

  test('that agree, or differ for a while only, are none', () => {
    const room = severalChannels(pair());
    for (let turn = 0; turn < 5; turn += 1) {
      room.stay({ [ONE]: 4, [TWO]: 9 }, 29);
      room.stay({ [ONE]: 4, [TWO]: 4 }, 2);
    }
    expect(room.story()).toEqual([]);
  });

  test('of which one is silent disagree about nothing', () => {
    const room = severalChannels(pair());
    room.stay({ [ONE]: 4, [TWO]: 9 }, 5);
    room.stay({ [ONE]: 4 }, 200);
    expect(room.story()).toEqual([]);
  });
});

describe('a door that stands open', () => {
  const contact = (open: 'high' | 'low') => rule({ limits: [limit({ side: open, value: 0.5, cause: 'door', deadband: 0 })] });
  const room = (open: 'high' | 'low') =>
    severalChannels([
      { ...channel(rule({ limits: [limit()], conditions: [rate()] }), ONE), door: DOOR },
      channel(contact(open), DOOR),
    ]);

  test.each([
    ['high', 1, 0],
    ['low', 0, 1],
  ] as const)('explains a fast rise, where %s is open', (side, open, shut) => {
    const cold = room(side);
    cold.stay({ [DOOR]: shut, [ONE]: 4 }, 20);
    cold.stay({ [DOOR]: open, [ONE]: 9 }, 10);
    expect(cold.story()).toEqual([]);
    cold.stay({ [DOOR]: shut, [ONE]: 4 }, 20);
    cold.stay({ [DOOR]: shut, [ONE]: 9 }, 5);
    expect(cold.story().map((line) => line.slice(6))).toEqual([`${ONE} rate raised`]);
  });

  test('hides no limit, and is an alarm itself', () => {
    const cold = room('high');
    cold.stay({ [DOOR]: 1, [ONE]: 9 }, 31);
    expect(cold.story()).toEqual([`00:31 ${ONE} high raised`, `00:31 ${DOOR} door raised`]);
  });
});
