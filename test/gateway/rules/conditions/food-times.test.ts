import { describe, expect, test } from 'vitest';
import { HOUR } from '../one-channel.ts';
import { cooling, cumulative, cycle, judgedBy } from './condition.ts';

describe('food in the danger band', () => {
  test('is an alarm once it was there for more than two hours in sum, in as many pieces as may be', () => {
    const dish = judgedBy(cumulative());
    dish.stay(20, 61);
    dish.stay(5, 90);
    dish.stay(20, 60);
    dish.stay(65, 30);
    expect(dish.story()).toEqual([]);
    dish.stay(20, 4);
    expect(dish.story()).toEqual(['04:04 cumulative legal raised']);
  });

  test('is none at the very edge of the band', () => {
    const dish = judgedBy(cumulative());
    dish.stay(8, 300);
    dish.stay(60, 300);
    expect(dish.story()).toEqual([]);
  });

  test('counts no minute that nobody saw', () => {
    const dish = judgedBy(cumulative());
    for (let piece = 0; piece < 20; piece += 1) {
      dish.see(20, 30);
      dish.stay(20, 5);
    }
    expect(dish.story()).toEqual([]);
    dish.stay(20, 21);
    expect(dish.story()).toHaveLength(1);
  });

  test('is forgiven when a day has passed', () => {
    const dish = judgedBy(cumulative());
    dish.stay(20, 119);
    dish.stay(5, 25 * 60);
    dish.stay(20, 119);
    expect(dish.story()).toEqual([]);
  });

  test('clears when the time leaves the window', () => {
    const dish = judgedBy(cumulative({ window: 4 * HOUR }));
    dish.stay(20, 123);
    dish.stay(5, 200);
    expect(dish.story()).toEqual(['02:02 cumulative legal raised', '04:06 cumulative legal cleared']);
  });

  test('that was warm before the machine was off for a weekend starts anew; after an hour off it does not', () => {
    for (const [off, alarms] of [
      [60 * 60, 0],
      [60, 1],
    ] as const) {
      const dish = judgedBy(cumulative());
      dish.stay(20, 110);
      dish.restart({ minutes: off, machine: true });
      dish.stay(20, 20);
      expect(dish.story()).toHaveLength(alarms);
    }
  });
});

describe('cooked food', () => {
  test('that cools in its times is no alarm, and warming a cold dish is none either', () => {
    const pot = judgedBy(cooling());
    pot.stay(30, 300);
    pot.stay(75, 60);
    for (const value of [55, 40, 30, 22]) pot.stay(value, 29);
    for (const value of [21, 15, 9]) pot.stay(value, 39);
    pot.stay(8, 600);
    expect(pot.story()).toEqual([]);
  });

  test('is an alarm when it isn’t at 21 °C after two hours, until it is', () => {
    const pot = judgedBy(cooling());
    pot.see(70);
    pot.stay(40, 122);
    pot.stay(21, 1);
    expect(pot.story()).toEqual(['02:03 cooling legal raised', '02:04 cooling legal cleared']);
  });

  test('has two hours more for the second stage, however fast the first was', () => {
    const pot = judgedBy(cooling());
    pot.see(70);
    pot.stay(40, 30);
    pot.stay(15, 121);
    expect(pot.story()).toEqual([]);
    pot.stay(15, 1);
    expect(pot.story()).toEqual(['02:33 cooling legal raised']);
  });

  test('by the American curve has six hours in total', () => {
    const pot = judgedBy(
      cooling([
        { to: 21, within: 2 * HOUR },
        { to: 5, total: 6 * HOUR },
      ]),
    );
    pot.see(70);
    pot.stay(40, 60);
    pot.stay(15, 301);
    expect(pot.story()).toEqual([]);
    pot.stay(15, 1);
    expect(pot.story()).toHaveLength(1);
  });

  test('that is heated again begins anew', () => {
    const pot = judgedBy(cooling());
    pot.see(70);
    pot.stay(40, 119);
    pot.see(75);
    pot.stay(40, 119);
    expect(pot.story()).toEqual([]);
  });

  test('is not late because nobody looked', () => {
    const pot = judgedBy(cooling());
    pot.see(70);
    pot.stay(40, 60);
    pot.see(30, 600);
    expect(pot.story()).toEqual([]);
    pot.see(20);
    expect(pot.states()).toEqual([]);
  });
});

describe('a disinfection', () => {
  test('is done when the heat lasted, and says so', () => {
    const cabinet = judgedBy(cycle);
    cabinet.stay(25, 5);
    cabinet.stay(90, 5);
    cabinet.stay(125, 16);
    cabinet.stay(50, 1);
    expect(cabinet.states()).toEqual(['00:06 cycle on ', '00:27 cycle off done']);
    expect(cabinet.story()).toEqual([]);
  });

  test('fails when the heat was broken off, and is an alarm until one is done', () => {
    const cabinet = judgedBy(cycle);
    for (const value of [125, 110, 125]) cabinet.stay(value, 10);
    cabinet.see(40);
    expect(cabinet.states()).toEqual(['00:01 cycle on ', '00:31 cycle off failed']);
    expect(cabinet.story()).toEqual(['00:31 cycle operational raised']);
    cabinet.stay(125, 16);
    cabinet.see(40);
    expect(cabinet.story().at(-1)).toBe('00:48 cycle operational cleared');
  });

  test('is unproven when a gap hides what happened', () => {
    const cabinet = judgedBy(cycle);
    cabinet.stay(125, 10);
    cabinet.see(125, 30);
    cabinet.see(40);
    expect(cabinet.states().at(-1)).toBe('00:41 cycle off unproven');
  });
});
