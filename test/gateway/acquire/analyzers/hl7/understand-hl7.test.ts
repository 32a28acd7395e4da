import { describe, expect, test } from 'vitest';
import { understandHl7 } from '../../../../../gateway/acquire/analyzers/hl7/understand-hl7.ts';
import type { Understood } from '../../../../../gateway/domain/sent-result.ts';
import { type Hl7Profile, hl7Profile } from '../read-profile.ts';

const understand = (segments: readonly string[] | Uint8Array, profile: Hl7Profile = hl7Profile()): Understood =>
  understandHl7(segments instanceof Uint8Array ? segments : Buffer.from(`${segments.join('\r')}\r`), profile, profile.format);

const header = (type: string, rest = ''): string => `MSH|^~\\&|Reader|||Desk|20260302074500+0800||${type}|M-7|P|2.5${rest}`;

const rows = (understood: Understood): readonly string[] =>
  understood.results.map(({ sampleId, code, value }) => `${sampleId} ${code} ${value}`);

describe('HL7 observations', () => {
  test('give results with all that was sent, as it was sent', () =>
    expect(
      understand([
        header('ORU^R01'),
        'PID|1',
        'OBR|1||S-1|panel|||20260302073000',
        'OBX|1|NM|OP^Residue||  48.5|%^percent|<50|L~A|||F|||20260302074430||Li||M-5',
      ]),
    ).toEqual({
      results: [
        {
          sampleId: 'S-1',
          code: 'OP',
          value: '  48.5',
          unit: '%',
          flag: 'L~A',
          status: 'F',
          measuredAt: '2026-03-02T07:44:30',
          details: { range: '<50', operator: 'Li', instrument: 'M-5', sender: 'Reader' },
        },
      ],
      troubles: [],
      messageId: 'M-7',
      sentAt: '2026-03-02T07:45:00+08:00',
    }));

  test('of settings and pictures are no results', () =>
    expect(
      rows(understand([header('ORU^R01'), 'OBR|1||S-1', 'OBX|1|IS|Mode||Open', 'OBX|2|ED|Pic||x^y', 'OBX|3|ST|OP||neg'])),
    ).toEqual(['S-1 OP neg']));

  test('stand before their specimen in ORU, each order’s own', () =>
    expect(
      rows(
        understand([
          header('ORU^R32^ORU_R30'),
          'OBR|1',
          'OBX|1|ST|A||1',
          'SPM|1|S-1^x',
          'OBR|2',
          'OBX|1|ST|B||2',
          'SPM|1|S-2',
          'OBR|3||S-3',
          'OBX|1|ST|C||3',
        ]),
      ),
    ).toEqual(['S-1 A 1', 'S-2 B 2', 'S-3 C 3']));

  test('stand behind their specimen in OUL', () =>
    expect(
      rows(
        understand([
          header('OUL^R22'),
          'SPM|1|S-1^^',
          'OBR|1',
          'OBX|1|ST|A||1',
          'OBX|2|ST|B||2',
          'SPM|2|S-2',
          'OBR|1',
          'OBX|1|ST|C||3',
        ]),
      ),
    ).toEqual(['S-1 A 1', 'S-1 B 2', 'S-2 C 3']));

  test('take the time of their order, or of the message, where they have none of their own', () => {
    const timed = (order: string): string | undefined =>
      understand([header('ORU^R01'), order, 'OBX|1|ST|A||1|||||||||00000000']).results[0]?.measuredAt;
    expect(timed('OBR|1||S-1||||20260302073000')).toBe('2026-03-02T07:30:00');
    expect(timed('OBR|1||S-1')).toBe('2026-03-02T07:45:00+08:00');
  });

  test('in a message of training or quality control are no samples of goods', () => {
    const roles = ['P', 'T', 'D', 'Q'].map(
      (id) => understand([header('ORU^R01').replace('|P|', `|${id}|`), 'OBX|1|ST|A||1']).results[0]?.role,
    );
    expect(roles).toEqual([undefined, 'quality-control', 'quality-control', 'quality-control']);
  });
});

describe('an HL7 message', () => {
  test('has the separators that it declares, and its escapes undone after it was parted', () =>
    expect(
      understand([
        'MSH#*!@%#Reader####20260302074500##ORU*R01#M-7#P#2.5',
        'OBR#1##S-1',
        'OBX#1#ST#A*b##a@F@b@S@c@T@d@R@e@E@f@X4142@@H@g@Zq@',
      ]),
    ).toMatchObject({ results: [{ sampleId: 'S-1', code: 'A', value: 'a#b*c%d!e@fABg@Zq@' }] }));

  test('leaves places for subcomponents', () => {
    const profile = hl7Profile({}, { code: ['OBX-3.1.2'] });
    expect(understand([header('ORU^R01'), 'OBX|1|ST|CTNG&CT||1'], profile).results[0]?.code).toBe('CT');
  });

  test.each([
    ['UNICODE UTF-8', 'utf8'],
    ['8859/1', 'latin1'],
    ['', 'utf8'],
  ] as const)('in the character set %j is read so', (charset, encoding) => {
    const text = [header('ORU^R01', `||||||${charset}`), 'OBX|1|ST|A||5|µg/kg'].join('\r');
    expect(understand(Buffer.from(text, encoding)).results[0]?.unit).toBe('µg/kg');
  });

  test('in GB 18030 is read so, whatever the profile says', () => {
    const bytes = Buffer.concat([
      Buffer.from(`${header('ORU^R01', '||||||GB 18030-2000')}\rOBX|1|ST|A||`),
      Buffer.from([0xd2, 0xf5, 0xd0, 0xd4]),
    ]);
    expect(understand(bytes).results[0]?.value).toBe('阴性');
  });

  test.each([
    ['nothing', []],
    ['no MSH', ['PID|1', 'OBX|1|ST|A||1']],
    ['separators that are one', ['MSH|^^^^|Reader', 'OBX|1|ST|A||1']],
  ])('with %s makes no result', (_, lines) => {
    const { results, troubles } = understand(lines);
    expect(results).toEqual([]);
    expect(troubles).toHaveLength(1);
  });

  test('with a line that is no segment shows its results and the trouble', () =>
    expect(understand([header('ORU^R01'), 'OBX|1|ST|A||1', 'and so on'])).toMatchObject({
      results: [{ value: '1' }],
      troubles: ['wrong-shape'],
    }));
});
