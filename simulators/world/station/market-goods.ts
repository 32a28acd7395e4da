import type { SampleFact } from '../../../gateway/domain/station-fact.ts';

/** A sample as an operator registers it; dealer and sampler by name, before the box turns them into references. Nobody here exists. */
export interface MorningSample extends Omit<SampleFact, 'kind' | 'at' | 'dealer' | 'sampler' | 'takenAt'> {
  readonly dealer: string;
  readonly sampler: string;
}

/** Goods that don't disturb the enzyme: name, category, origin. */
const GOODS: readonly (readonly [name: string, category: string, origin: string])[] = [
  ['小白菜', 'pak-choi', '辽宁沈阳'],
  ['菠菜', 'spinach', '辽宁新民'],
  ['大白菜', 'chinese-cabbage', '河北唐山'],
  ['生菜', 'leaf-vegetable', '辽宁沈阳'],
  ['油麦菜', 'leaf-vegetable', '辽宁辽中'],
  ['油菜', 'leaf-vegetable', '山东寿光'],
  ['空心菜', 'leaf-vegetable', '广西横州'],
  ['茼蒿', 'leaf-vegetable', '辽宁新民'],
  ['菜花', 'brassica-vegetable', '甘肃兰州'],
  ['西兰花', 'brassica-vegetable', '浙江临海'],
  ['圆白菜', 'head-cabbage', '河北张北'],
  ['茄子', 'solanaceous-vegetable', '山东寿光'],
  ['甜椒', 'solanaceous-vegetable', '山东寿光'],
  ['尖椒', 'pepper', '辽宁北票'],
  ['西葫芦', 'gourd-vegetable', '辽宁凌源'],
  ['冬瓜', 'gourd-vegetable', '广东江门'],
];

const DEALERS: readonly string[] = [
  '王秀兰',
  '李建国',
  '张凤英',
  '刘长海',
  '陈玉梅',
  '赵德明',
  '孙桂芝',
  '周立新',
  '吴春生',
  '郑红霞',
];
const SAMPLER = '快检员一';

const AREAS = ['A', 'B', 'C'] as const;

/** The n-th sample of a morning, counted from 1: `S-001`. Every fifth comes without a certificate. */
export const morningSample = (number: number): MorningSample => {
  const [name, category, origin] = GOODS[(number - 1) % GOODS.length] ?? ['小白菜', 'pak-choi', '辽宁沈阳'];
  const padded = String(number).padStart(3, '0');
  const form = number % 5 === 0 ? 'none' : number % 2 === 0 ? 'electronic' : 'paper';
  return {
    id: `S-${padded}`,
    name,
    category,
    stall: `${AREAS[number % AREAS.length] ?? 'A'}${String(1 + (number % 24)).padStart(2, '0')}`,
    dealer: DEALERS[number % DEALERS.length] ?? '',
    origin,
    lot: `L${padded}`,
    quantity: `${20 + ((number * 17) % 180)} kg`,
    documents: [{ kind: 'commitment-certificate', form, ...(form === 'none' ? {} : { number: `DB-${padded}` }) }],
    commissionedBy: number % 10 === 0 ? 'authority' : 'market',
    sampler: SAMPLER,
  };
};
