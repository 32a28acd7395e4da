import { describe, expect, test } from 'vitest';
import { faultsIn, faultsOf } from './bad-folder.ts';

/** A configuration with faults, and all of them. `bad-folder.ts` says what stands above its text. */
export type BadCase = readonly [name: string, text: string, faults: readonly string[]];

/** Holds configurations with faults to what must be told of them; `about` is the part that they get wrong. */
export const describeBad = (about: string, cases: readonly BadCase[]): void => {
  describe(`${about}: all faults at once, each with its line`, () => {
    test.each(cases)('%s', async (_name, text, faults) => expect(await faultsOf(text)).toEqual(faults));

    test.each(cases)('%s, with a remedy in each language, and no secret shown', async (_name, text) => {
      const english = await faultsIn(text);
      const chinese = await faultsIn(text, 'zh_CN.UTF-8');
      expect(chinese.map(({ line, place }) => ({ line, place }))).toEqual(english.map(({ line, place }) => ({ line, place })));
      expect(chinese.every(({ wrong }, place) => wrong !== english[place]?.wrong)).toBe(true);
      expect(english.every(({ remedy }) => remedy !== '')).toBe(true);
      expect(JSON.stringify([english, chinese])).not.toMatch(/hunter\d|12345|13800000000|\{\w+\}(?<!\$\{NAME\})/);
    });
  });
};
