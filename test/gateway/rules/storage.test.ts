import { describe, expect, test } from 'vitest';
import { RECORD } from '../../../gateway/domain/alarm.ts';
import type { SavedState } from '../../../gateway/domain/saved-state.ts';
import { createJudge } from '../../../gateway/rules/judge.ts';
import { withStorage } from '../../../gateway/rules/storage.ts';
import { MIDNIGHT, MINUTE } from './one-channel.ts';

/** A box without channels, whose storage is as the test says. */
const openBox = (saved: readonly SavedState[] = []) => {
  let isInTrouble = false;
  let minutes = 0;
  let ids = 0;
  const at = () => ({ now: MIDNIGHT + minutes * MINUTE, elapsed: minutes * MINUTE });
  const newId = (): string => `alarm-${++ids}`;
  const judge = withStorage(createJudge([], { saved, at: at(), newId }), { saved, newId, isInTrouble: () => isInTrouble });
  return {
    judge,
    is: (what: 'well' | 'in trouble') => {
      isInTrouble = what === 'in trouble';
    },
    wait: (more: number) => {
      minutes += more;
      return judge.tick(at());
    },
  };
};

describe('the storage of the box', () => {
  test('is an alarm as soon as the record can’t be kept, once', () => {
    const box = openBox();
    expect(box.wait(1)).toEqual([]);
    box.is('in trouble');
    expect(box.wait(1)).toMatchObject([{ kind: 'alarm', channel: RECORD, cause: 'storage', level: 'operational', active: true }]);
    expect(box.wait(60)).toEqual([]);
    expect(box.judge.alarms()).toHaveLength(1);
  });

  test('is well again once it has been well for ten minutes: a card that hangs now and again is one alarm', () => {
    const box = openBox();
    box.is('in trouble');
    box.wait(1);
    box.is('well');
    box.wait(1);
    expect(box.wait(9)).toEqual([]);
    box.is('in trouble');
    box.wait(1);
    box.is('well');
    box.wait(1);
    expect(box.wait(9)).toEqual([]);
    expect(box.wait(1)).toMatchObject([{ id: 'alarm-1', cause: 'storage', active: false, clearedAt: MIDNIGHT + 23 * MINUTE }]);
    expect(box.judge.alarms()).toEqual([]);
  });

  test('goes on as the same alarm over a restart, and is forgotten once it is over', () => {
    const box = openBox();
    box.is('in trouble');
    box.wait(1);
    const saved = box.judge.takeStates();
    const again = openBox(saved);
    expect(again.judge.alarms()).toMatchObject([{ id: 'alarm-1' }]);
    again.wait(0);
    expect(again.wait(10)).toMatchObject([{ id: 'alarm-1', active: false }]);
    expect(again.judge.takeStates()).toContainEqual({ key: 'rules/storage' });
  });

  test('starts fresh where what was saved can’t be read, and says so', () => {
    const { judge } = openBox([{ key: 'rules/storage', text: '{"half' }]);
    expect(judge.ignored).toEqual([{ key: 'rules/storage', text: '{"half' }]);
    expect(judge.alarms()).toEqual([]);
  });
});
