import { describe, expect, test } from 'vitest';
import { EDGE_ERROR_CODES, EdgeError, worthAskingAgain } from '../../../gateway/domain/edge-error.ts';
import { CATALOGUE, languageOf, say } from '../../../gateway/domain/messages/catalogue.ts';
import type { Message } from '../../../gateway/domain/messages/message.ts';

const entries: readonly (readonly [string, Message])[] = Object.entries(CATALOGUE);
const places = (text: string): readonly string[] => [...text.matchAll(/(?<!\$)\{(\w+)\}/g)].map(([place]) => place).sort();

describe('the catalogue of messages', () => {
  test('holds every text in both languages, with the same places to fill', () => {
    for (const [key, message] of entries) {
      expect(message.en.length, key).toBeGreaterThan(0);
      expect(message['zh-CN'].length, key).toBeGreaterThan(0);
      expect(new Set(places(message['zh-CN'])), key).toEqual(new Set(places(message.en)));
    }
  });

  test('holds no Chinese in its English, and no untranslated Chinese', () => {
    for (const [key, message] of entries) {
      expect(message.en.replaceAll('简体中文', ''), key).not.toMatch(/\p{Script=Han}/u);
      if (/[a-z]{4}/i.test(message.en.replace(/\{\w+\}|[A-Z-]{2,}|https?:\S+|“[^”]*”|Modbus/g, '')))
        expect(message['zh-CN'], key).toMatch(/\p{Script=Han}/u);
    }
  });

  test('fills places, and leaves visible what nothing fills', () => {
    expect(say('en', 'screen.seconds', { n: 12 })).toBe('12 s');
    expect(say('zh-CN', 'screen.seconds')).toBe('{n} 秒');
  });

  test.each([
    ['zh_CN.UTF-8', 'zh-CN'],
    ['en_GB.UTF-8', 'en'],
    ['C', 'en'],
    [undefined, 'en'],
  ])('LANG %s speaks %s', (locale, language) => expect(languageOf(locale)).toBe(language));
});

describe('an error', () => {
  test.each(EDGE_ERROR_CODES)('%s says what to do about it', (code) =>
    expect(say('zh-CN', new EdgeError(code, 'x').hint).length).toBeGreaterThan(5),
  );

  test('is worth asking again only where time may heal it', () =>
    expect(EDGE_ERROR_CODES.filter((code) => worthAskingAgain(new EdgeError(code, 'x')))).toEqual([
      'line-lost', 'no-answer', 'frame-corrupt', 'broker-unreachable', 'platform-unreachable',
    ])); // biome-ignore format: a list to read
});
