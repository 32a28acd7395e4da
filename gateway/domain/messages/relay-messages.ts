import type { Messages } from './message.ts';

export const RELAY_MESSAGES = {
  'relay.state.offline': { en: 'NO CONNECTION to the platform; everything is kept here and sent later', 'zh-CN': '与平台断开，数据全部留存本机，稍后补传' },
  'relay.state.name-taken': { en: 'ANOTHER BOX USES THIS NAME, and each throws the other out: is a card copied?', 'zh-CN': '另一台设备在用同一名称，双方互相顶下线：是否复制过存储卡？' },
  'relay.state.denied': { en: 'THE PLATFORM LETS THIS BOX CONNECT, BUT NOT SEND; have its rights (ACL) checked', 'zh-CN': '平台允许连接但不允许发送，请核对权限（ACL）' },
  'relay.state.unproven': { en: 'what is sent does not come back: the platform may be dropping it; have the rights (ACL) checked', 'zh-CN': '发出的数据没有回显，平台可能已丢弃，请核对权限（ACL）' },
  'relay.state.unheard': { en: 'the platform does not let this box hear what was stored; have its rights (ACL) checked', 'zh-CN': '平台不允许本机接收入库回执，请核对权限（ACL）' },
  'relay.state.unanswered': { en: 'the platform takes the data, but nobody says that it was stored', 'zh-CN': '平台已收下数据，但没有入库回执' },
  'relay.state.refused-blocks': { en: 'the platform refused part of the record; it is kept here', 'zh-CN': '平台拒收部分记录，已留存本机' },
  'relay.state.too-long': { en: 'a part of the record is longer than the platform takes; it is kept here', 'zh-CN': '有一段记录超出平台可接收的长度，已留存本机' },
  'relay.state.held-records': { en: 'results WAIT HERE for a code, a field or a second person that the platform asks for', 'zh-CN': '部分检测结果留在本机等待：缺少平台要求的编码、字段或复核人' },
  'relay.state.refused-records': { en: 'the platform did not take some results; they are kept here', 'zh-CN': '平台没有接收部分检测结果，已留存本机' },
  'relay.state.foreign-frontier': { en: 'THE PLATFORM HOLDS WHAT THIS RECORD NEVER WROTE: a card was cloned or restored', 'zh-CN': '平台上有本记录从未写过的数据：存储卡可能被复制或还原' },
} as const satisfies Messages;
