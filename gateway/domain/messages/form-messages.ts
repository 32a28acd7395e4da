import type { Messages } from './message.ts';

/** What is wrong with a field that somebody entered. The field's name stands before it. */
export const FORM_MESSAGES = {
  'form.refused': { en: '{faults} things are wrong with what was entered; nothing was changed', 'zh-CN': '录入内容有 {faults} 处错误；没有做任何改动' },
  'form.refused.one': { en: 'something is wrong with what was entered; nothing was changed', 'zh-CN': '录入内容有一处错误；没有做任何改动' },
  'form.refused.do': { en: 'Correct it and enter it again.', 'zh-CN': '改正后重新录入。' },
  'form.missing': { en: 'is missing', 'zh-CN': '没有写' },
  'form.empty': { en: 'is empty', 'zh-CN': '是空的' },
  'form.number': { en: 'is no number', 'zh-CN': '不是数字' },
  'form.whole': { en: 'is no whole number', 'zh-CN': '不是整数' },
  'form.text': { en: 'is no text', 'zh-CN': '不是文字' },
  'form.choice': { en: 'must be one of: {choices}', 'zh-CN': '只能是：{choices}' },
  'form.characters': { en: 'holds a character that nobody can see, such as a line break or a tab', 'zh-CN': '含有看不见的字符（如换行、制表符）' },
  'form.long': { en: 'has more than {most} characters', 'zh-CN': '超过 {most} 个字符' },
  'form.short': { en: 'has fewer than {least} characters', 'zh-CN': '少于 {least} 个字符' },
  'form.many': { en: 'are more than {most}', 'zh-CN': '超过 {most} 项' },
  'form.few': { en: 'are fewer than {least}', 'zh-CN': '少于 {least} 项' },
  'form.above': { en: 'must be more than {least}', 'zh-CN': '必须大于 {least}' },
  'form.least': { en: 'must be {least} or more', 'zh-CN': '不能小于 {least}' },
  'form.below': { en: 'must be less than {most}', 'zh-CN': '必须小于 {most}' },
  'form.most': { en: 'must be {most} or less', 'zh-CN': '不能大于 {most}' },
  'form.date': { en: 'is no day: write it as in 2026-11-28', 'zh-CN': '不是日期：写法如 2026-11-28' },
  'form.unknown': { en: 'is not known here: {fields}', 'zh-CN': '这里没有：{fields}' },
  'form.not-understood': { en: 'is not understood', 'zh-CN': '无法理解' },
} as const satisfies Messages;
