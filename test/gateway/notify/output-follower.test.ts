import { describe, expect, test } from 'vitest';
import { OutputFollower } from '../../../gateway/notify/output-follower.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';

const bench = () => {
  const clock = createManualClock();
  const switched: string[] = [];
  const facts: string[] = [];
  const states: string[] = [];
  let works = true;
  const follower = new OutputFollower(
    {
      way: 'lamp',
      device: 'relay-1',
      switchTo: async (on) => {
        switched.push(`${on}`);
        if (!works) throw new Error('no answer');
      },
    },
    {
      clock,
      newId: () => 'n1',
      note: ({ about, fate, through, alarms }) => void facts.push(`${through} ${about} ${fate} ${alarms.join()}`),
      onState: ({ on, state, active }) => void states.push(`${on} ${state} ${active}`),
    },
  );
  return {
    follower, switched, facts, states,
    minutes: (count: number) => clock.advance(count * 60_000, 'promises'),
    break: (broken: boolean) => {
      works = !broken;
    },
  }; // biome-ignore format: a list to read
};

describe('a lamp', () => {
  test('that can’t be switched in the first moment of a start, before its line is there, is no news; one that stays so is', async () => {
    const { follower, facts, states, minutes, break: breakIt } = bench();
    breakIt(true);
    follower.follow(false, []);
    await minutes(0.02);
    expect([facts, states]).toEqual([[], []]);
    await minutes(1);
    expect([facts, states]).toEqual([['relay-1 cleared failed '], ['notify:lamp unswitched true']]);
    breakIt(false);
    await minutes(2);
    expect(states.at(-1)).toBe('notify:lamp unswitched false');
  });

  test('is switched off at the start without a word, on with an alarm, and off again', async () => {
    const { follower, switched, facts, minutes } = bench();
    follower.follow(false, []);
    await minutes(1);
    follower.follow(true, ['a']);
    follower.follow(true, ['a', 'b']);
    await minutes(1);
    follower.follow(false, []);
    await minutes(30);
    expect(switched).toEqual(['false', 'true', 'false']);
    expect(facts).toEqual(['relay-1 alarm delivered a,b', 'relay-1 cleared delivered ']);
  });

  test('that should be on is switched again now and then: its module may have lost its power', async () => {
    const { follower, switched, facts, minutes } = bench();
    follower.follow(true, ['a']);
    await minutes(25);
    expect(switched).toEqual(['true', 'true', 'true']);
    expect(facts).toHaveLength(1);
  });

  test('that can’t be switched is tried with growing pauses, and told once', async () => {
    const lamp = bench();
    lamp.break(true);
    lamp.follower.follow(true, ['a']);
    await lamp.minutes(12);
    expect(lamp.switched.length).toBeGreaterThan(4);
    expect(lamp.switched.length).toBeLessThan(8);
    expect(lamp.states).toEqual(['notify:lamp unswitched true']);
    lamp.break(false);
    await lamp.minutes(6);
    expect(lamp.states).toEqual(['notify:lamp unswitched true', 'notify:lamp unswitched false']);
    expect(lamp.facts).toEqual(['relay-1 alarm failed a', 'relay-1 alarm delivered a']);
  });

  test('is left as it is when the box ends', async () => {
    const { follower, switched, minutes } = bench();
    follower.follow(true, ['a']);
    await minutes(1);
    follower.stop();
    follower.follow(false, []);
    await minutes(60);
    expect(switched).toEqual(['true']);
  });
});
