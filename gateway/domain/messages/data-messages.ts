import type { Messages } from './message.ts';

/** What is said of data files about alarms, samples and cases. */
export const DATA_MESSAGES = {
  'data.invalid': { en: '{faults} faults in {file}', 'zh-CN': '{file} 中有 {faults} 处错误' },
  'data.unreadable': { en: 'It can’t be read: {why}', 'zh-CN': '无法读取：{why}' },
  'data.unreadable.do': { en: 'See that it exists, that this user may read it, and that it is not too large.', 'zh-CN': '请确认它存在、当前用户可读且不过大。' },
  'data.too-long': { en: 'more than {most} bytes', 'zh-CN': '超过 {most} 字节' },
  'data.not-yaml': { en: 'This is no YAML: {why}', 'zh-CN': '这不是 YAML：{why}' },
  'data.not-yaml.do': { en: 'Correct the line; indent with spaces, and put text with special characters in quotes.', 'zh-CN': '请改正该行；用空格缩进，含特殊字符的文字加引号。' },
  'data.shape': { en: '{why}', 'zh-CN': '{why}' },
  'data.shape.do': { en: 'Correct this key as {guide} explains; a file that came with Larder can be put back as it was.', 'zh-CN': '请按 {guide} 的说明改正该键；随附的文件可恢复原样。' },
  'data.duration': { en: '“{written}” is no duration.', 'zh-CN': '“{written}”不是时长。' },
  'data.duration.do': { en: 'Write a whole number and its unit: 30min, 4h, 7d.', 'zh-CN': '请写整数加单位：30min、4h、7d。' },
  'data.no-action': { en: 'There is no action “{written}”.', 'zh-CN': '没有名为“{written}”的措施。' },
  'data.no-action.do': { en: 'Name one of “actions”, or add it there.', 'zh-CN': '请写“actions”中的一项，或在其中添加。' },
  'data.action-taken': { en: 'Larder has an action “{written}” already.', 'zh-CN': '随附措施中已有“{written}”。' },
  'data.action-taken.do': { en: 'Give this one a name of its own, or take it out.', 'zh-CN': '请另取名称，或删去这一项。' },
} as const satisfies Messages;
