import { expect, test } from 'vitest';
import { signatureSchema } from '../../../gateway/reports/sign-report.ts';

const signature = {
  period: 'day',
  date: '2026-11-05',
  hash: 'c'.repeat(64),
  upTo: { readings: 1, urgent: 1 },
  by: 'p-01',
};

test.each([
  ['none', true],
  ['one thing:\nthe drain was blocked', true],
  ['\u001b[2Jnone', false],
  ['none\u0007', false],
  ['none\rforged', false],
  ['\u0085', false],
])('an answer may go over lines and holds no other control character: %j', (findings, isFit) => {
  expect(signatureSchema.safeParse({ ...signature, answers: { findings } }).success).toBe(isFit);
});
