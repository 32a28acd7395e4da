import type { Messages } from './message.ts';

export const COMMAND_MESSAGES = {
  'command.usage': {
    en: 'Usage: larder {commands}\n\nEach command shows an example with --help. Commands about one box take -c FILE (default ./larder.yaml).\nExit: 0 done, 1 problem found, 2 wrong usage or configuration.',
    'zh-CN': '用法：larder {commands}\n\n每个命令加 --help 可看示例。针对一台网关的命令用 -c 指定配置文件（默认 ./larder.yaml）。\n退出码：0 完成，1 发现问题，2 用法或配置有误。',
  },
  'command.status-help': {
    en: 'larder status [-c larder.yaml] [--json]\n\nShows the running gateway: every channel, what needs a person, the record and the uplinks.\nExit 1 when something needs a person.\n\nExample: larder status -c /etc/larder/larder.yaml',
    'zh-CN': 'larder status [-c larder.yaml] [--json]\n\n显示运行中的网关：各通道、需要处理的事项、记录与上行。\n有事项需要处理时退出码为 1。\n\n示例：larder status -c /etc/larder/larder.yaml',
  },
  'command.run-help': {
    en: 'larder run [-c larder.yaml]\n\nRuns the gateway: reads, judges, keeps, relays. Ctrl-C or SIGTERM ends it cleanly within 8 seconds.\n\nExample: larder run -c /etc/larder/larder.yaml',
    'zh-CN': 'larder run [-c larder.yaml]\n\n运行网关：采集、判断、保存、上传。Ctrl-C 或 SIGTERM 会在 8 秒内正常结束。\n\n示例：larder run -c /etc/larder/larder.yaml',
  },
} as const satisfies Messages;
