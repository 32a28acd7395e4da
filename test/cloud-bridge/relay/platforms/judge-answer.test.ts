import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeAnswer } from '../../../../cloud-bridge/relay/platforms/judge-answer.ts';
import { shipped } from './platform-site.ts';

const { answer: json } = shipped('guangxi-example').upload;
const { answer: xml } = shipped('suzhou-example').upload;
const reply = (text: string, status = 200) => ({ status, cookies: [], body: Buffer.from(text) });
const soap = (inner: string) =>
  reply(`<Envelope><Body><UploadQuickCheckResponse>${inner}</UploadQuickCheckResponse></Body></Envelope>`);
const row = (id: string, words: string) => `<error><JCCode>${id}</JCCode><message>${words}</message></error>`;

describe('an answer', () => {
  test.each([
    ['that is empty', reply('')],
    ['that is half of one', reply('{"status":"succ')],
    ['of something else', reply('{"hello":1}')],
    ['with success, and status 500', reply('{"status":"success"}', 500)],
    ['that is not UTF-8', { ...reply(''), body: Buffer.from([0x7b, 0xff, 0x7d]) }],
    ['that is a list', reply('[]')],
  ])('%s stores nothing, and is asked for again', (_, got) => expect(judgeAnswer(got, json, ['a']).is).toBe('later'));

  test.each([
    [401, 'denied'],
    [403, 'denied'],
    [404, 'denied'],
    [302, 'denied'],
    [429, 'later'],
    [503, 'later'],
    [413, 'declined'],
  ])('with status %i means: %s', (status, means) => expect(judgeAnswer(reply('x', status), json, ['a']).is).toBe(means));

  test('that says "already there" of several records is not believed of any', () =>
    expect(judgeAnswer(reply('{"status":"error","message":"errorWrongSysCode"}'), json, ['a', 'b']).is).toBe('declined'));

  test('with errors by row stores the others', () =>
    expect(
      judgeAnswer(soap(`<result>1</result><errorList>${row('b', '记录已存在')}${row('c', '无此项目')}</errorList>`), xml, [
        'a',
        'b',
        'c',
      ]),
    ).toEqual({
      is: 'told',
      fates: new Map([
        ['a', { is: 'stored', already: false }],
        ['b', { is: 'stored', already: true }],
        ['c', { is: 'refused', words: '无此项目' }],
      ]),
    }));

  test('that failed as a whole stores no record that its rows leave out', () =>
    expect(
      judgeAnswer(soap(`<result>0</result><message>部分失败</message><errorList>${row('b', '无此项目')}</errorList>`), xml, [
        'a',
        'b',
      ]).is,
    ).toBe('declined'));

  test('with a row of a record that was never sent is not believed', () =>
    expect(judgeAnswer(soap(`<result>1</result><errorList>${row('x', '无此项目')}</errorList>`), xml, ['a', 'b']).is).toBe(
      'declined',
    ));

  test('stores nothing that it doesn’t say is stored, whatever it is', () =>
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), fc.integer({ min: 100, max: 599 }), (text, status) => {
        for (const answer of [json, xml]) expect(judgeAnswer(reply(text, status), answer, ['a', 'b']).is).not.toBe('told');
      }),
    ));
});
