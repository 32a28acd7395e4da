import { describe, expect, test } from 'vitest';
import { createLinkWindow, type LinkWindow } from '../../../cloud-bridge/relay/link-window.ts';

/** Sends through a link of so many bytes a second and that round trip, always as much as the window allows; gives the longest wait. */
const drive = (window: LinkWindow, bytesPerSecond: number, roundTrip: number, messages: number): number => {
  let longest = 0;
  for (let n = 0; n < messages; n += 1) {
    const ahead = window.bytes();
    const took = roundTrip + (ahead * 1000) / bytesPerSecond;
    longest = Math.max(longest, took);
    window.answered(ahead, took);
  }
  return longest;
};

describe('what may be on its way', () => {
  test('stays within a second of a link of 20 kbit/s, from the first byte on', () => {
    const window = createLinkWindow(60);
    expect(drive(window, 2500, 60, 50)).toBeLessThanOrEqual(1100);
    expect(window.bytes()).toBeGreaterThan(1000);
  });

  test('grows with a fast link up to a bound', () => {
    const window = createLinkWindow(1);
    drive(window, 50_000_000, 1, 50);
    expect(window.bytes()).toBe(262_144);
    expect(window.piece()).toBe(65_536);
  });

  test('doesn’t take a long way for a thin link', () => {
    const window = createLinkWindow(600);
    drive(window, 1_000_000, 600, 50);
    expect(window.bytes()).toBe(262_144);
  });

  test('shrinks within a few answers when the link turns thin', () => {
    const window = createLinkWindow(10);
    drive(window, 1_000_000, 10, 50);
    drive(window, 2500, 10, 3);
    expect((window.bytes() * 1000) / 2500).toBeLessThanOrEqual(1100);
  });

  test('doesn’t grow by short messages, which prove nothing of longer ones', () => {
    const window = createLinkWindow(10);
    const before = window.bytes();
    for (let n = 0; n < 50; n += 1) window.answered(100, 15);
    expect(window.bytes()).toBe(before);
  });
});
