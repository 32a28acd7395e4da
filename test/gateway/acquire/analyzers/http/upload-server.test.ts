import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { AnalyzerProfile } from '../../../../../device-profiles/analyzer/analyzer-profile.ts';
import { createManualClock } from '../../../../../simulators/world/manual-clock.ts';
import { freePort } from '../../../../peers/free-port.ts';
import { type AnalyzerOnTrial, analyzerOnTrial } from '../analyzer-on-trial.ts';
import { resultsAt } from '../desk.ts';
import { shippedAnalyzer } from '../shipped-analyzer.ts';

const guangxi = shippedAnalyzer('http-guangxi-like');
const generic = shippedAnalyzer('http-json-generic');

const running: AnalyzerOnTrial[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ analyzer }) => analyzer.stop()));
});

const served = async (profile: AnalyzerProfile, token?: string) => {
  const port = await freePort();
  const clock = createManualClock();
  const trial = analyzerOnTrial({
    clock,
    profile,
    link: { kind: 'http', host: '127.0.0.1', port },
    ...(token === undefined ? {} : { token }),
  });
  running.push(trial);
  await clock.advance(0);
  while (!trial.analyzer.counters().connected) await clock.advance(1);
  const path = profile.link.protocol === 'http' ? profile.link.path : '/';
  const post = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, query = '') => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}${query}`, { method: 'POST', body, headers });
    return { status: answer.status, body: await answer.text() };
  };
  return { ...trial, port, post };
};

const record = (sysCode: string, more: object = {}): object => ({
  sysCode,
  sampleNO: `S-${sysCode}`,
  checkItem: '有机磷',
  checkResult: '12.50%',
  checkConclusion: '合格',
  checkDate: '2026-03-04 05:06:07',
  ...more,
});

describe('an upload', () => {
  test('is kept, and then answered as the interface does', async () => {
    const { post, desk } = await served(guangxi);
    const answer = await post(JSON.stringify({ serialNumber: 'X1', result: [record('a'), record('b')] }));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({
      status: 'success',
      message: 'ok',
      result: [
        { sysCode: 'a', status: 'success' },
        { sysCode: 'b', status: 'success' },
      ],
    });
    expect(desk.transfers[0]?.understood.results[0]).toEqual({
      sampleId: 'S-a',
      code: '有机磷',
      value: '12.50%',
      unit: '',
      conclusion: '合格',
      record: 'a',
      measuredAt: '2026-03-04T05:06:07',
      details: { serial: 'X1' },
    });
  });

  test('that came before is answered as a duplicate', async () => {
    const { post } = await served(guangxi);
    const body = JSON.stringify({ result: [record('a')] });
    await post(body);
    expect(JSON.parse((await post(body)).body)).toMatchObject({ status: 'errorWrongSysCode' });
  });

  test('of which a part can’t be understood is answered record by record', async () => {
    const { post, desk } = await served(guangxi);
    const answer = await post(
      JSON.stringify({ result: [record('a'), record('b"}', { checkResult: '', checkConclusion: null })] }),
    );
    expect(JSON.parse(answer.body)).toEqual({
      status: 'errorData',
      message: '1 of 2 not understood',
      result: [
        { sysCode: 'a', status: 'success' },
        { sysCode: 'b"}', status: 'errorData' },
      ],
    });
    expect(desk.transfers[0]?.understood.troubles).toEqual(['wrong-shape']);
  });

  test.each([
    ['no JSON', '{"result":[', ['wrong-shape']],
    ['no list', '{"data":1}', ['wrong-shape']],
    ['an empty list', '{"result":[]}', ['no-match']],
    ['nothing', '', ['wrong-shape']],
    ['names of another world', '{"__proto__":{"result":[{"checkResult":1}]}}', ['wrong-shape']],
  ])('of %s is refused after its bytes are kept', async (_, body, troubles) => {
    const { post, desk } = await served(guangxi);
    expect((await post(body)).status).toBe(400);
    expect(
      desk.transfers.map(({ raw, understood }) => [Buffer.from(raw).toString(), understood.results, understood.troubles]),
    ).toEqual([[body, [], troubles]]);
  });

  test('that can’t be kept is answered so, that the meter comes again', async () => {
    const { post, desk, analyzer } = await served(guangxi);
    desk.refuses = true;
    expect(await post(JSON.stringify({ result: [record('a')] }))).toEqual({
      status: 500,
      body: '{"status":"error","message":"not kept, send again"}',
    });
    desk.refuses = false;
    expect((await post(JSON.stringify({ result: [record('a')] }))).status).toBe(200);
    expect(analyzer.counters()).toMatchObject({ unkept: 1, transfers: 1 });
  });

  test('keeps its numbers as they were sent', async () => {
    const { post, desk } = await served(generic);
    await post('{"detail":[{"sampleNo":7,"item":"a\\"1","result":12.50},{"result":1e3}]}');
    expect(resultsAt(desk)).toEqual(['7 | a"1 | 12.50 | ', ' |  | 1e3 | ']);
  });

  test('of a form is read in the encoding of the meter', async () => {
    const { post, desk } = await served({ ...generic, encoding: 'gb18030', format: { ...HTTP_FORM } });
    expect((await post('no=S+1&item=%D3%D0%BB%FA%C1%D7&v=12.5')).status).toBe(200);
    expect(resultsAt(desk)).toEqual(['S 1 | 有机磷 | 12.5 | ']);
  });

  test.each([
    ['in a header', { in: 'header' as const, name: 'X-Token' }, { 'x-token': 's3cret' }, ''],
    ['in the address', { in: 'query' as const, name: 'token' }, {}, '?token=s3cret'],
  ])('shows its secret %s, or is sent away', async (_, token, headers, query) => {
    if (generic.link.protocol !== 'http') throw new Error('no HTTP');
    const { post, desk, analyzer } = await served({ ...generic, link: { ...generic.link, token } }, 's3cret');
    const body = '{"detail":[{"sampleNo":"7","result":"1"}]}';
    expect((await post(body)).status).toBe(401);
    expect((await post(body, {}, '?token=wrong')).status).toBe(401);
    expect((await post(body, headers, query)).status).toBe(200);
    expect([desk.transfers.length, analyzer.counters().refused]).toEqual([1, 2]);
  });

  test('elsewhere, by other methods, or too large is none', async () => {
    const { port, post, desk } = await served(generic);
    expect((await fetch(`http://127.0.0.1:${port}/elsewhere`, { method: 'POST', body: '{}' })).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/results`)).status).toBe(405);
    expect((await post('x'.repeat(1_000_001))).status).toBe(413);
    expect(desk.transfers).toEqual([]);
  });

  test('that breaks off is no upload, and no crash', async () => {
    const { port, desk, post } = await served(generic);
    const socket = connect({ host: '127.0.0.1', port });
    await new Promise<void>((done) =>
      socket.write('POST /results HTTP/1.1\r\nhost: x\r\ncontent-length: 50\r\n\r\n{"detail":[', () => done()),
    );
    socket.destroy();
    expect((await post('{"detail":[{"result":"1"}]}')).status).toBe(200);
    expect(desk.transfers).toHaveLength(1);
  });
});

const HTTP_FORM = {
  is: 'http' as const,
  body: 'form' as const,
  shared: {},
  fields: { no: 'sample', item: 'item', v: 'value' },
  roles: {},
  times: ['yyyy-MM-dd HH:mm:ss'],
};
