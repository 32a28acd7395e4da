import { describe, expect, test } from 'vitest';
import { createFlight } from '../../../cloud-bridge/relay/flight.ts';
import { createLinkWindow } from '../../../cloud-bridge/relay/link-window.ts';
import { createManualClock } from '../../../simulators/world/manual-clock.ts';

/** A flight over a broker that takes so many messages before it has answered the first. */
const flightTo = (mostInFlight: number) => createFlight(createManualClock(), createLinkWindow(1), mostInFlight);
const nobody = (): void => undefined;

describe('what is on its way to a broker', () => {
  test('leaves one place to what is urgent', () => {
    const flight = flightTo(3);
    flight.launch(1, nobody);
    expect([flight.fits(), flight.fitsUrgent(0)]).toEqual([true, true]);
    flight.launch(1, nobody);
    expect([flight.fits(), flight.fitsUrgent(0)]).toEqual([false, true]);
    flight.launch(1, nobody);
    expect(flight.fitsUrgent(0)).toBe(false);
  });

  test('never becomes more than the broker takes, with what was begun before and starts after', () => {
    const flight = flightTo(2);
    expect([flight.fits(), flight.fitsUrgent(1)]).toEqual([true, true]);
    flight.launch(1, nobody);
    expect([flight.fitsUrgent(1), flight.fitsUrgent(0)]).toEqual([false, true]);
  });

  test('lets an urgent message go at once, however full the window is', () => {
    const flight = flightTo(20);
    flight.launch(1_000_000, nobody);
    expect([flight.fits(), flight.fitsUrgent(0)]).toEqual([false, true]);
  });
});
