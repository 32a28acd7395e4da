import type { Messages } from './message.ts';

/** What `larder check` shows. */
export const CONFIG_REPORT_MESSAGES = {
  'config.check.help': {
    en: `larder check [-c larder.yaml] [--rehearse 30d] [--json]

Reads the configuration, every device profile and every rule, and tells all faults at once, each with its line and what to
write instead. Then it shows what the site will cost: the load of each line, what is read of each device, and megabytes a
day on the card and over the air. It touches no device. Exit code 0: well; 1: a line can't carry what is asked of it;
2: the configuration has faults. Warnings change nothing.

With --rehearse it also judges the last days of the box's own record by the configuration as it stands in the file, and shows
what would have been alarmed beside what was: nothing is changed, and a gateway may go on meanwhile.

Example: larder check -c /etc/larder/larder.yaml`,
    'zh-CN': `larder check [-c larder.yaml] [--rehearse 30d] [--json]

检查配置、全部设备档案和规则，一次列出所有错误、所在行和改法；然后显示各线路的负荷、每台设备的读取计划，
以及每天写卡和上传的数据量。不会访问任何设备。退出码 0：正常；1：某条线路负荷过大；2：配置有错误。警告不影响退出码。

加 --rehearse 时，还会按文件中现在的配置重新判断本机最近若干天的记录，把会有的报警与实际报警并列：不作任何改动，网关可照常运行。

示例：larder check -c /etc/larder/larder.yaml`,
  },
  'config.check.lines': { en: 'Lines', 'zh-CN': '线路' },
  'config.check.line': { en: 'line', 'zh-CN': '线路' },
  'config.check.where': { en: 'where', 'zh-CN': '位置' },
  'config.check.format': { en: 'format', 'zh-CN': '格式' },
  'config.check.requests': { en: 'requests/min', 'zh-CN': '请求/分钟' },
  'config.check.load': { en: 'load', 'zh-CN': '负荷' },
  'config.check.assumed': { en: 'Load is the share of the wire’s time, if devices answer within {turnaround} or what their profile says.', 'zh-CN': '负荷为占用线路时间的比例，按设备在 {turnaround} 或档案所述时间内应答估算。' },
  'config.check.devices': { en: 'Read plan', 'zh-CN': '读取计划' },
  'config.check.device': { en: 'device', 'zh-CN': '设备' },
  'config.check.unit': { en: 'unit', 'zh-CN': '站号' },
  'config.check.profile': { en: 'profile', 'zh-CN': '档案' },
  'config.check.every': { en: 'every', 'zh-CN': '间隔' },
  'config.check.reads': { en: 'reads (addresses from 0)', 'zh-CN': '读取（地址从 0 起）' },
  'config.check.channels': { en: 'Channels', 'zh-CN': '通道' },
  'config.check.channel': { en: 'channel', 'zh-CN': '通道' },
  'config.check.cabinet': { en: 'cabinet', 'zh-CN': '柜体' },
  'config.check.rule': { en: 'rule', 'zh-CN': '规则' },
  'config.check.analyzers': { en: 'Analyzers', 'zh-CN': '快检仪器' },
  'config.check.analyzer': { en: 'analyzer', 'zh-CN': '仪器' },
  'config.check.day': { en: 'A day', 'zh-CN': '每天' },
  'config.check.what': { en: 'what', 'zh-CN': '项目' },
  'config.check.estimate': { en: 'estimate', 'zh-CN': '估计' },
  'config.check.readings': { en: 'readings', 'zh-CN': '读数' },
  'config.check.card': { en: 'written to the card (commit {commit})', 'zh-CN': '写入存储卡（commit {commit}）' },
  'config.check.air': { en: 'over the air to {uplink}', 'zh-CN': '上传到 {uplink}' },
  'config.check.payload': { en: '{total} (content {payload})', 'zh-CN': '{total}（内容 {payload}）' },
  'config.check.tests': { en: 'Rapid tests', 'zh-CN': '快检' },
  'config.check.count': { en: 'number', 'zh-CN': '数目' },
  'config.check.items': { en: 'items', 'zh-CN': '检测项目' },
  'config.check.matrices': { en: 'groups of goods', 'zh-CN': '品类' },
  'config.check.in-force': { en: 'limits in force today', 'zh-CN': '今天有效的限量' },
  'config.check.unverified': { en: 'of those, not compared with the document by anybody', 'zh-CN': '其中未与原文核对的' },
  'config.check.ended': { en: 'limits that have ended, for samples taken before', 'zh-CN': '已失效、只判定过去样品的限量' },
  'config.check.overloaded': { en: 'Line {line} is asked for {share} % of its time: lengthen “every”, raise “baud”, or share the devices among two lines.', 'zh-CN': '线路 {line} 的负荷为 {share} %：请加长“every”、提高“baud”，或把设备分到两条线路。' },
  'config.check.problem': { en: '{file}: no fault, but not all can be read as often as wanted (warnings: {warnings})', 'zh-CN': '{file}：没有错误，但部分设备无法按所需间隔读取（警告 {warnings} 条）' },
  'config.check.erased': { en: '{id} was erased on this box, and still stands in the file: named and told no more.', 'zh-CN': '{id} 的个人信息已在本机删除，但文件中仍有此人；网关不再记名，也不再通知。' },
  'config.check.erased.do': { en: 'Take this entry out. If the person is to be told again, with consent: add a new entry with another id.', 'zh-CN': '请删去这一条；如本人同意重新登记，请用新的编号另写一条。' },
  'config.check.nobody-signs': { en: 'Nobody in “people” may sign {sheet}.', 'zh-CN': '“people”中没有人可以签{sheet}。' },
  'config.check.nobody-signs.do': { en: 'Give somebody one of these roles: {roles}; or name other roles in a checklist of your own (docs/reports.md).', 'zh-CN': '请给某人以下角色之一：{roles}；或在自己的检查表中改写角色（docs/reports.zh-CN.md）。' },
  'config.check.well': { en: '{file}: no fault (warnings: {warnings})', 'zh-CN': '{file}：没有错误（警告 {warnings} 条）' },
} as const satisfies Messages;
