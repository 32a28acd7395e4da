import type { Messages } from './message.ts';

export const DEMO_MESSAGES = {
  'demo.help': {
    en: 'larder demo [--for 60s]\n\nA simulated school canteen over Modbus TCP, the real gateway, an embedded MQTT broker, and a subscriber that checks what arrives against what the devices sent. Needs nothing beside this checkout. Ctrl-C ends it cleanly.\n\nThe last line is for machines: demo: sent=N arrived=N lost=0 duplicated=0 altered=0 chain=ok\nExit 0 only if they agree.\n\nExample: larder demo --for 30s',
    'zh-CN':
      'larder demo [--for 60s]\n\n模拟的学校食堂（Modbus TCP）、真实的网关、内置 MQTT 服务器，以及一个核对端：把收到的数据与设备实际发出的逐一比对。无需其他软件。按 Ctrl-C 正常结束。\n\n最后一行供机器读取：demo: sent=N arrived=N lost=0 duplicated=0 altered=0 chain=ok\n完全一致时退出码才为 0。\n\n示例：larder demo --for 30s',
  },
  'demo.duration': { en: '“{text}” is no duration; write 30s or 2min.', 'zh-CN': '“{text}”不是时长；请写 30s 或 2min。' },
  'demo.opening': {
    en: 'A simulated school canteen: {devices} devices over Modbus TCP on {address}, one minute of theirs in each second.\nGateway: a real one, on {config}\nBroker: {broker}, topics larder/1/demo-canteen/#\nLook inside from another terminal: npx larder status -c {config}',
    'zh-CN': '模拟的学校食堂：{devices} 台设备，Modbus TCP {address}，每秒相当于它们的一分钟。\n网关：真实运行，配置 {config}\n消息服务器：{broker}，主题 larder/1/demo-canteen/#\n可在另一个终端查看：npx larder status -c {config}',
  },
  'demo.happens': { en: '  » {seconds} s: {words}', 'zh-CN': '  » 第 {seconds} 秒：{words}' },
  'demo.raised': { en: '  ! {seconds} s: ALARM {cabinet}: {cause}', 'zh-CN': '  ! 第 {seconds} 秒：报警 {cabinet}：{cause}' },
  'demo.cleared': { en: '  ✓ {seconds} s: over {cabinet}: {cause}', 'zh-CN': '  ✓ 第 {seconds} 秒：解除 {cabinet}：{cause}' },
  'demo.ending': { en: 'The gateway ends: its tail is sealed and handed over …', 'zh-CN': '网关正在结束：封存并移交最后的数据……' },
  'demo.arrived': {
    en: 'The subscriber holds {blocks} blocks, readings 1..{readings} and urgent 1..{urgent}, every hash and number checked.\nThe record stays in {folder}; prove it: npx larder verify -c {config}',
    'zh-CN': '核对端持有 {blocks} 个数据块：读数 1..{readings}、要事 1..{urgent}，编号与哈希逐一核对。\n记录保留在 {folder}；可自行验证：npx larder verify -c {config}',
  },
  'demo.transfers': { en: '  » {seconds} s: The operator has the pesticide meter hand over its run.', 'zh-CN': '  » 第 {seconds} 秒：快检员让农残速测仪传输本批结果。' },
  'demo.tested': { en: '  ✓ {seconds} s: TESTED {sample}: inhibition {value} %, {verdict}{repeat}', 'zh-CN': '  ✓ 第 {seconds} 秒：快检 {sample}：抑制率 {value} %，{verdict}{repeat}' },
  'demo.repeat': { en: ' (repeat)', 'zh-CN': '（复测）' },
  'demo.tests': {
    en: 'The test bench: {measured} results measured, {arrived} arrived, {wrong} lost, doubled or altered; samples and verdicts: npx larder export --what tests -c {config}',
    'zh-CN': '快检台：仪器测得 {measured} 个结果，收到 {arrived} 个，丢失、重复或改动 {wrong} 个；样品与判定：npx larder export --what tests -c {config}',
  },
  'demo.unclean': { en: 'The gateway ended with {code} instead of 0.', 'zh-CN': '网关以 {code} 结束，而不是 0。' },
} as const satisfies Messages;
