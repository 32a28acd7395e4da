import { describe, expect, test } from 'vitest';
import { idOf, shipped, testFact } from './platform-site.ts';
import { platformTrial } from './platform-trial.ts';
import { guangxiStandIn } from './stand-in.ts';

const { trial, start, settled } = platformTrial();

describe('what a platform is told', () => {
  test('is the test in its own names, words and codes', async () => {
    trial.platform = await guangxiStandIn();
    trial.journal.sealFacts([
      testFact('t0', { verdict: 'positive', value: '61.50', measuredAt: 1_795_247_000_000, clockAhead: 60 }),
    ]);
    start({ platform: shipped('guangxi-example') });
    await settled();
    expect(trial.platform.records.get(idOf('t0'))).toEqual({
      sysCode: idOf('t0'), serialNumber: 'SN-1', deviceType: '1', cdName: '李四', cdIdNum: 'A-12', sampleNO: 's-t0', foodName: '菠菜',
      foodType: '0101', productionPlace: '云南', checkItem: 'NC01', checkMethod: 'GB/T 5009.199-2003', checkResult: '61.50%',
      limitValue: '<50%', checkConclusion: '不合格', checkUser: '张三', checkDate: '2026-11-21 15:42:20',
    }); // biome-ignore format: a record to read
  });

  test('holds the password as a hash only', async () => {
    trial.platform = await guangxiStandIn();
    trial.journal.sealFacts([testFact('t0')]);
    start({ platform: shipped('guangxi-example') });
    await settled();
    expect(trial.platform.bodies.join()).not.toContain('s3cret');
  });
});
