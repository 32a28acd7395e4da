/** What of a test a platform can be given: a closed list. Times are UTC milliseconds until a leaf's `time` writes them. */
export const RECORD_FIELDS = [
  'recordId', // 32 hex digits, made of the test's id: the same whenever it is sent
  'supersedes', // the recordId that this one corrects
  'test', // the test's own id
  'gateway',
  'analyzer',
  'profile',
  'sampleId', // what the instrument sent
  'sample', // the registered sample's id
  'sampleName',
  'category',
  'stall',
  'dealer', // by name, where the site holds it
  'dealerNumber', // the dealer's licence or credit code, where the site holds it
  'origin',
  'lot',
  'quantity',
  'certificate', // number of the commitment certificate 承诺达标合格证
  'commissionedBy',
  'item',
  'code', // the instrument's own code of the test
  'method', // the document that the limit stands in
  'measuring', // `quantitative` or `qualitative`
  'value',
  'unit',
  'valueWithUnit', // `30%`
  'limit',
  'limitWithSign', // what passes: `<50%`, `≤0.02mg/kg`
  'limitUnit',
  'verdict',
  'conclusion', // the instrument's own words
  'inspection', // `initial` 初检, always: a re-inspection 复检 is a laboratory's, never a rapid test
  'repetition', // `first`, or `repeat` 复测: the station's own second run
  'repeatOf', // the recordId of the test that this one repeats
  'tester',
  'reviewer', // the second person
  'sampler',
  'testedAt', // the instrument's clock, corrected where its error is known; else when the result came in
  'receivedAt',
  'takenAt',
] as const;
export type RecordField = (typeof RECORD_FIELDS)[number];

/** Those that name a person, or are a person's number: they go to the platform, and into no log and no fact. */
export const PERSONAL_FIELDS: ReadonlySet<RecordField> = new Set<RecordField>([
  'dealer', 'dealerNumber', 'tester', 'reviewer', 'sampler',
]); // biome-ignore format: a list to read

/** Those that are moments of time, and need a `time` to be written by. */
export const TIME_FIELDS: ReadonlySet<RecordField> = new Set<RecordField>(['testedAt', 'receivedAt', 'takenAt']);
