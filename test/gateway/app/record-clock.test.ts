import { describe, expect, test } from 'vitest';
import { createRecordClock } from '../../../gateway/app/record-clock.ts';
import type { ClockTrust } from '../../../gateway/domain/clock.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';

const LAST_KNOWN = Date.UTC(2026, 10, 21, 6);

describe('the record’s clock', () => {
  test('of a box that wakes in 1970 goes on from what the record knew last', () => {
    const machine = createManualClock({ now: 5000, elapsed: 5000 });
    const clock = createRecordClock(machine, LAST_KNOWN, () => 'unsure');
    expect(clock.now()).toBe(LAST_KNOWN);
    machine.run(90_000);
    expect(clock.now()).toBe(LAST_KNOWN + 90_000);
    expect(clock.elapsed()).toBe(95_000);
  });

  test('without any record begins no earlier than this program', () =>
    expect(createRecordClock(createManualClock({ now: 0, elapsed: 0 }), 0, () => 'unsure').now()).toBe(Date.UTC(2026, 0, 1)));

  test('follows the machine’s as soon as that is later, and as soon as somebody vouches for it', () => {
    const machine = createManualClock({ now: 0, elapsed: 0 });
    let trust: ClockTrust = 'unsure';
    const clock = createRecordClock(machine, LAST_KNOWN, () => trust);
    machine.step(LAST_KNOWN + 3_600_000);
    expect(clock.now()).toBe(LAST_KNOWN + 3_600_000);
    machine.step(-7_200_000);
    expect(clock.now()).toBe(LAST_KNOWN);
    trust = 'sure';
    expect(clock.now()).toBe(LAST_KNOWN - 3_600_000);
  });
});
