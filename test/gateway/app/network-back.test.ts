import { describe, expect, test } from 'vitest';
import { RELAY_STATES } from '../../../cloud-bridge/relay/relay-state.ts';
import { isNetworkBack } from '../../../gateway/app/network-back.ts';
import type { StateFact } from '../../../gateway/domain/fact.ts';

const state = (more: Partial<StateFact>): StateFact => ({
  kind: 'state', at: 0, on: 'uplink:city', state: 'offline', active: false, ...more,
}); // biome-ignore format: a fact to read

describe('the network is back', () => {
  test('once an uplink is connected again, and once somebody vouches for the time', () => {
    expect(isNetworkBack(state({}))).toBe(true);
    expect(isNetworkBack({ kind: 'clock', at: 0, clock: 'sure', step: 0, source: 'ntp' })).toBe(true);
  });

  test('is not said by an uplink that goes, by what a line does, or by a clock that nobody vouches for', () => {
    expect(isNetworkBack(state({ active: true }))).toBe(false);
    expect(isNetworkBack(state({ on: 'line:kitchen', state: 'line-lost' }))).toBe(false);
    expect(isNetworkBack({ kind: 'clock', at: 0, clock: 'unsure', step: 0, source: 'ntp' })).toBe(false);
  });

  test('is told by the name that uplinks give it', () => expect(RELAY_STATES).toContain('offline'));
});
