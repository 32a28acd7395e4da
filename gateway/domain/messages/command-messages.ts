import type { Messages } from './message.ts';

export const COMMAND_MESSAGES = {
  'command.usage': {
    en: 'Usage: larder {commands}\n\nEach command shows an example with --help. Commands about one box take -c FILE (default ./larder.yaml).\nExit: 0 done, 1 problem found, 2 wrong usage or configuration.',
    'zh-CN': '用法：larder {commands}\n\n每个命令加 --help 可看示例。针对一台网关的命令用 -c 指定配置文件（默认 ./larder.yaml）。\n退出码：0 完成，1 发现问题，2 用法或配置有误。',
  },
  'command.unknown-option': { en: '{words}', 'zh-CN': '{words}' },
} as const satisfies Messages;
