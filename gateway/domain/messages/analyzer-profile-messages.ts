import type { Messages } from './message.ts';

export const ANALYZER_PROFILE_MESSAGES = {
  'profile.analyzer.format-link': { en: 'Over the link “{protocol}” this format doesn’t travel.', 'zh-CN': '链路“{protocol}”不传输该格式。' },
  'profile.analyzer.format-link.do': { en: 'Write “is: {format}”, or correct “link.protocol”.', 'zh-CN': '请写“is: {format}”，或改正“link.protocol”。' },
  'profile.analyzer.record-end-missing': { en: 'Nothing says where a record ends.', 'zh-CN': '没有写明记录在哪里结束。' },
  'profile.analyzer.record-end-missing.do': { en: 'Add “delimiter”, “blankLines” or “idle”; a printer port mostly ends with a pause: idle: 1500.', 'zh-CN': '请加上“delimiter”“blankLines”或“idle”；打印口通常以停顿结束：idle: 1500。' },
  'profile.analyzer.pattern-unreadable': { en: 'The pattern can’t be read at its sign {at}.', 'zh-CN': '无法读取该模式的第 {at} 个字符。' },
  'profile.analyzer.pattern-unreadable.do': {
    en: 'Close groups and classes, write a backslash before . ( ) [ ] { } * + ? | ^ $ where they are meant as signs, and use neither back-references nor looking around.',
    'zh-CN': '请闭合分组和字符类；把 . ( ) [ ] { } * + ? | ^ $ 当普通字符时前面加反斜杠；不要使用反向引用和环视。',
  },
  'profile.analyzer.pattern-group': { en: 'The group “{group}” means nothing.', 'zh-CN': '分组“{group}”没有意义。' },
  'profile.analyzer.pattern-group.do': { en: 'Name it as docs/adding-an-analyzer.md does; whatever else an instrument sends is “details_” and a name.', 'zh-CN': '请按 docs/adding-an-analyzer.md 命名；仪器发送的其他内容写作“details_”加名称。' },
  'profile.analyzer.value-missing': { en: 'A result would have neither a value nor a conclusion.', 'zh-CN': '结果既没有数值也没有结论。' },
  'profile.analyzer.value-missing.do': { en: 'Say where “value” or “verdict” stands.', 'zh-CN': '请写明“value”或“verdict”在哪里。' },
  'profile.analyzer.placeholder': { en: 'Nothing fills the place “{place}” of the answer.', 'zh-CN': '答复中的占位“{place}”没有内容可填。' },
  'profile.analyzer.placeholder.do': { en: 'Use records, record, count, kept or refused, or write the text itself.', 'zh-CN': '请使用 records、record、count、kept 或 refused，或直接写文字。' },
  'profile.analyzer.never-send-missing': { en: 'This link has commands that erase records, and the profile forbids none.', 'zh-CN': '该链路有清除记录的命令，而档案未禁止任何命令。' },
  'profile.analyzer.never-send-missing.do': { en: 'List under “neverSend” what erases records or changes settings.', 'zh-CN': '请在“neverSend”中列出会清除记录或修改设置的命令。' },
  'profile.analyzer.serial-missing': { en: 'An analyzer with a serial port lacks its factory settings.', 'zh-CN': '带串口的仪器缺少出厂设置。' },
  'profile.analyzer.serial-missing.do': { en: 'Add “serial” with at least “baud”.', 'zh-CN': '请加上“serial”，至少写“baud”。' },
} as const satisfies Messages;
