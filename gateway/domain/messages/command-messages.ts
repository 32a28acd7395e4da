import type { Messages } from './message.ts';

export const COMMAND_MESSAGES = {
  'command.usage': {
    en: 'Usage: larder {commands}\n\nEach command shows an example with --help. Commands about one box take -c FILE (default ./larder.yaml). --version says which Larder this is.\nExit: 0 done, 1 problem found, 2 wrong usage or configuration.',
    'zh-CN': '用法：larder {commands}\n\n每个命令加 --help 可看示例。针对一台网关的命令用 -c 指定配置文件（默认 ./larder.yaml）。--version 显示版本号。\n退出码：0 完成，1 发现问题，2 用法或配置有误。',
  },
  'command.status-help': {
    en: 'larder status [-c larder.yaml] [--json]\n\nShows the running gateway: every channel, what needs a person, the record and the uplinks.\nExit 1 when something needs a person.\n\nExample: larder status -c /etc/larder/larder.yaml',
    'zh-CN': 'larder status [-c larder.yaml] [--json]\n\n显示运行中的网关：各通道、需要处理的事项、记录与上行。\n有事项需要处理时退出码为 1。\n\n示例：larder status -c /etc/larder/larder.yaml',
  },
  'command.run-help': {
    en: 'larder run [-c larder.yaml]\n\nRuns the gateway: reads, judges, keeps, relays. Ctrl-C or SIGTERM ends it cleanly within 8 seconds.\n\nExample: larder run -c /etc/larder/larder.yaml',
    'zh-CN': 'larder run [-c larder.yaml]\n\n运行网关：采集、判断、保存、上传。Ctrl-C 或 SIGTERM 会在 8 秒内正常结束。\n\n示例：larder run -c /etc/larder/larder.yaml',
  },
  'command.verify-help': {
    en: 'larder verify [-c larder.yaml | FILE.blocks …] [--json]\n\nRecomputes every number, hash, link and signature: of this box’s record, also while its gateway runs, or of exported files of blocks. Several files are held against each other, too: two that go on from one block in two ways are a fork.\nExit 0 when all is complete and unaltered, 1 with the first place that is wrong.\n\nExample: larder verify november.blocks',
    'zh-CN':
      'larder verify [-c larder.yaml | 文件.blocks …] [--json]\n\n重新计算每个编号、哈希、链接和签名：可校验本机的记录（网关运行时也可），也可校验导出的数据块文件。多个文件之间也会互相核对：从同一块分成两条继续写下去的，即为分叉。\n全部完整且未改动时退出码为 0；否则为 1，并指出第一处不符。\n\n示例：larder verify november.blocks',
  },
  'command.version-help': {
    en: 'larder version [--json]\n\nSays which version of Larder this is; “larder --version” is the same. “larder status” says which one the running gateway is.\n\nExample: larder version',
    'zh-CN': 'larder version [--json]\n\n显示 Larder 的版本号，与“larder --version”相同。正在运行的网关的版本见“larder status”。\n\n示例：larder version',
  },
  'command.verify-progress': { en: '{blocks} blocks …', 'zh-CN': '已校验 {blocks} 块……' },
  'command.export-help': {
    en: 'larder export [-c larder.yaml] [--what readings|alarms|tests|acts|excursions] [--format csv|ndjson|blocks] [--from TIME] [--to TIME] [--channel ID]\n\nOne reading or fact a line, for people and spreadsheets; excursions with all that people did about their alarms; or whole blocks with their checkpoints (--format blocks), the only form that can be verified. What was read within the last minute may not be sealed yet.\n\nExample: larder export --from 2026-11-01 --to 2026-11-21T18:00+08:00 --channel fridge-1/temperature > fridge-1.csv',
    'zh-CN':
      'larder export [-c larder.yaml] [--what readings|alarms|tests|acts|excursions] [--format csv|ndjson|blocks] [--from 时间] [--to 时间] [--channel 通道]\n\n每行一个读数或事项，供人和表格使用；超限记录附有人员对其报警的全部操作；或导出完整数据块及检查点（--format blocks），只有这种形式可以校验。最近一分钟的读数可能尚未封存。\n\n示例：larder export --from 2026-11-01 --to 2026-11-21T18:00+08:00 --channel fridge-1/temperature > fridge-1.csv',
  },
  'command.export-choice': {
    en: 'There is no export of “{what}” as “{format}”: --what is readings, alarms, tests, acts or excursions; --format is csv, ndjson or blocks.',
    'zh-CN': '无法以“{format}”导出“{what}”：--what 可为 readings、alarms、tests、acts、excursions；--format 可为 csv、ndjson、blocks。',
  },
  'command.export-order': { en: '--from {from} is after --to {to}: nothing lies between them', 'zh-CN': '--from {from} 晚于 --to {to}：两者之间没有任何内容' },
  'command.export-channel': { en: 'no channel is named “{channel}”; there are: {known}', 'zh-CN': '没有名为“{channel}”的通道；已有：{known}' },
  'command.export-moment': {
    en: '“{text}” is no moment: write 2026-11-21T18:00+08:00, with its zone, or a day as 2026-11-21 (UTC).',
    'zh-CN': '“{text}”不是时刻：请写成带时区的 2026-11-21T18:00+08:00，或日期 2026-11-21（UTC）。',
  },
  'command.options': { en: 'something is missing or not understood ({faults})', 'zh-CN': '有缺少或无法理解的内容（{faults} 处）' },
  'command.option-unknown': { en: 'is no option of this command', 'zh-CN': '此命令没有这个选项' },
  'command.option-near': { en: 'Perhaps --{option} is meant. ', 'zh-CN': '也许是 --{option}。' },
  'command.option-known': { en: 'Its options: {options}; --help shows an example.', 'zh-CN': '可用选项：{options}；示例见 --help。' },
  'command.option-switch': { en: 'takes no value', 'zh-CN': '不带值' },
  'command.option-switch.do': { en: 'Write --{option} alone.', 'zh-CN': '请只写 --{option}。' },
  'command.option-empty': { en: 'has no value', 'zh-CN': '缺少值' },
  'command.option-empty.do': { en: 'Write its value behind it; one that begins with a dash as --{option}=VALUE.', 'zh-CN': '请在后面写上值；以连字符开头的写作 --{option}=值。' },
  'command.argument-unknown': { en: 'is nothing that this command takes', 'zh-CN': '此命令不接受这个参数' },
  'command.option-missing': { en: 'is missing', 'zh-CN': '没有写' },
  'command.option-missing.do': { en: 'Add --{option}; --help shows an example.', 'zh-CN': '请加上 --{option}；示例见 --help。' },
  'command.option-number': { en: '“{written}” is no number', 'zh-CN': '“{written}”不是数字' },
  'command.option-like': { en: '“{written}” is not understood', 'zh-CN': '无法理解“{written}”' },
  'command.option-like.do': { en: 'Write it as in: {like}', 'zh-CN': '写法如：{like}' },
} as const satisfies Messages;
