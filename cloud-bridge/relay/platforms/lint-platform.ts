import type { PLATFORM_MESSAGES } from '../../../gateway/domain/messages/platform-messages.ts';
import type { BodyNode, BodyTree } from './body-template.ts';
import { WORDS_OF_RECIPES } from './login-words.ts';
import type { PlatformCall, PlatformInterface } from './platform-interface.ts';
import { TIME_FIELDS } from './record-fields.ts';

/** Something in an interface that has the right form and no sense. */
export interface PlatformFinding {
  readonly path: readonly PropertyKey[];
  /** Every message that has a remedy beside it. */
  readonly name: keyof {
    [Key in keyof typeof PLATFORM_MESSAGES as Key extends `platform.${infer Name}.do` ? Name : never]: true;
  };
  readonly filling?: Readonly<Record<string, string>>;
}

/** A body is no deeper. */
const DEEPEST_BODY = 6;

interface PlacedNode {
  readonly path: readonly PropertyKey[];
  readonly name: string;
  readonly node: BodyNode;
  /** Names that stand before it in the same tree. */
  readonly before: readonly string[];
  readonly inList: boolean;
  readonly depth: number;
}

/** Sense checks of an interface: whatever a person could get wrong without breaking the form. */
export const lintPlatform = (platform: PlatformInterface): readonly PlatformFinding[] => {
  const { upload, login } = platform;
  const nodes = nodesOf(upload.body, ['upload', 'body']);
  const session = login.recipe === 'session' ? login : undefined;
  return [
    ...callFindings(upload, ['upload'], nodes, platform),
    ...(session === undefined ? [] : sideCall(session.checkIn, ['login', 'checkIn'], platform)),
    ...(session?.checkOut === undefined ? [] : sideCall(session.checkOut, ['login', 'checkOut'], platform)),
    ...listFindings(platform, nodes),
    ...identityFindings(platform, nodes),
    ...nodes.flatMap((placed) => meaningFindings(placed, platform)),
  ];
};

const nodesOf = (tree: BodyTree, path: readonly PropertyKey[], inList = false, depth = 1): readonly PlacedNode[] =>
  Object.entries(tree).flatMap(([name, node], place) => [
    { path: [...path, name], name, node, before: Object.keys(tree).slice(0, place), inList, depth },
    ...(node.group === undefined ? [] : nodesOf(node.group, [...path, name, 'group'], inList, depth + 1)),
    ...(node.records === undefined ? [] : nodesOf(node.records, [...path, name, 'records'], true, depth + 1)),
  ]);

const sideCall = (call: PlatformCall, path: readonly PropertyKey[], platform: PlatformInterface): readonly PlatformFinding[] => {
  const nodes = nodesOf(call.body, [...path, 'body']);
  const records = nodes.filter(({ node }) => node.field !== undefined || node.records !== undefined);
  return [
    ...callFindings(call, path, nodes, platform),
    ...records.map((placed): PlatformFinding => ({ path: placed.path, name: 'no-record-here' })),
  ];
};

const callFindings = (
  { protocol, soap, method }: PlatformCall,
  path: readonly PropertyKey[],
  nodes: readonly PlacedNode[],
  platform: PlatformInterface,
): readonly PlatformFinding[] => [
  ...((protocol === 'soap') === (soap !== undefined) ? [] : [{ path: [...path, 'protocol'], name: 'soap-alone' } as const]),
  ...(method === 'GET' && protocol !== 'form' ? [{ path: [...path, 'method'], name: 'get-needs-form' } as const] : []),
  ...nodes.flatMap((placed) => nodeFindings(placed, protocol, platform)),
];

const nodeFindings = (placed: PlacedNode, protocol: string, platform: PlatformInterface): readonly PlatformFinding[] => {
  const { path, node, depth, before } = placed;
  const found = (name: PlatformFinding['name'], what = ''): PlatformFinding => ({ path, name, filling: { what } });
  const isTime = node.field !== undefined && TIME_FIELDS.has(node.field);
  const loginWords = [node.login, ...(node.md5 ?? []).map(({ login }) => login)].filter((word) => word !== undefined);
  const known = WORDS_OF_RECIPES[platform.login.recipe];
  const asXml = (protocol === 'soap' && node.asText === undefined) || node.asText === 'xml';
  return [
    ...(depth > DEEPEST_BODY ? [found('too-deep', String(DEEPEST_BODY))] : []),
    ...(isTime === (node.time !== undefined) ? [] : [found(isTime ? 'time-missing' : 'time-idle')]),
    ...(node.setting === undefined || Object.hasOwn(platform.settings, node.setting)
      ? []
      : [found('unknown-setting', node.setting)]),
    ...(node.dictionary === undefined || Object.hasOwn(platform.dictionaries, node.dictionary)
      ? []
      : [found('unknown-dictionary', node.dictionary)]),
    ...(node.dictionary !== undefined && node.words !== undefined ? [found('two-mappings')] : []),
    ...loginWords.filter((word) => !known.includes(word)).map((word) => found('login-word', word)),
    ...(node.md5 ?? []).flatMap(({ written }) =>
      written === undefined || before.includes(written) ? [] : [found('signature-part', written)],
    ),
    ...(node.records !== undefined && asXml && node.each === undefined ? [found('list-element')] : []),
  ];
};

/** Either the body has one list of records, or the call is about one. */
const listFindings = ({ upload }: PlatformInterface, nodes: readonly PlacedNode[]): readonly PlatformFinding[] => {
  const lists = nodes.filter(({ node }) => node.records !== undefined);
  const outside = nodes.filter(({ node, inList }) => node.field !== undefined && !inList);
  if (lists.length === 0) return upload.batch > 1 ? [{ path: ['upload', 'batch'], name: 'batch-without-list' }] : [];
  return [
    ...lists.slice(1).map((list): PlatformFinding => ({ path: list.path, name: 'second-list' })),
    ...(upload.batch > 1 ? outside.map((placed): PlatformFinding => ({ path: placed.path, name: 'field-outside-list' })) : []),
  ];
};

/** Whatever answers about records by their id, or knows them again, must have been told the id. */
const identityFindings = (platform: PlatformInterface, nodes: readonly PlacedNode[]): readonly PlatformFinding[] => {
  const { answer } = platform.upload;
  const has = (field: BodyNode['field']): boolean => nodes.some(({ node }) => node.field === field);
  const needsId = answer.rows !== undefined || answer.already.length > 0;
  return [
    ...(needsId && !has('recordId') ? [{ path: ['upload', 'body'], name: 'no-record-id' } as const] : []),
    ...(platform.corrections === 'new-record' && !has('supersedes')
      ? [{ path: ['corrections'], name: 'supersedes-missing' } as const]
      : []),
    ...(platform.corrections === 'same-record' && answer.already.length > 0
      ? [{ path: ['corrections'], name: 'same-and-already' } as const]
      : []),
    ...(answer.error === undefined &&
    [answer.already, answer.denied, answer.expired, answer.later].some((words) => words.length > 0)
      ? [{ path: ['upload', 'answer'], name: 'error-place' } as const]
      : []),
  ];
};

/** A verdict needs a word for each that is sent; a repeat (复测) is never a re-inspection (复检). */
const meaningFindings = ({ path, name, node }: PlacedNode, { verdicts }: PlatformInterface): readonly PlatformFinding[] => {
  const { field, words } = node;
  const wordless = field === 'verdict' ? verdicts.filter((verdict) => words === undefined || !Object.hasOwn(words, verdict)) : [];
  const reInspection =
    field === 'repetition' && (/review|复检/i.test(name) || Object.values(words ?? {}).some((word) => word.includes('复检')));
  return [
    ...wordless.map((verdict): PlatformFinding => ({ path, name: 'verdict-word', filling: { what: verdict } })),
    ...(reInspection ? [{ path, name: 'repeat-as-review' } as const] : []),
  ];
};
