import type { Messages } from './message.ts';

/** What `larder check --rehearse` and `larder replay --channel` say. */
export const REHEARSAL_MESSAGES = {
  'alarm.rehearsal.same': { en: 'same', 'zh-CN': '相同' },
  'alarm.rehearsal.earlier': { en: 'earlier', 'zh-CN': '提前' },
  'alarm.rehearsal.later': { en: 'later', 'zh-CN': '推迟' },
  'alarm.rehearsal.gone': { en: 'no longer', 'zh-CN': '不再报警' },
  'alarm.rehearsal.new': { en: 'NEW', 'zh-CN': '新增' },
  'alarm.rehearsal.suppressed': { en: ' (suppressed)', 'zh-CN': '（抑制）' },
  'alarm.rehearsal.column.outcome': { en: 'outcome', 'zh-CN': '结果' },
  'alarm.rehearsal.column.channel': { en: 'channel', 'zh-CN': '通道' },
  'alarm.rehearsal.column.cause': { en: 'cause', 'zh-CN': '原因' },
  'alarm.rehearsal.column.level': { en: 'level', 'zh-CN': '级别' },
  'alarm.rehearsal.column.was': { en: 'was raised', 'zh-CN': '实际报警' },
  'alarm.rehearsal.column.would': { en: 'would be raised', 'zh-CN': '预演报警' },
  'alarm.rehearsal.column.cleared': { en: 'cleared', 'zh-CN': '解除' },
  'alarm.rehearsal.column.value': { en: 'value', 'zh-CN': '数值' },
  'alarm.rehearsal.sum': {
    en: '{from} to {to}, {readings} readings: {was} alarms were raised, {would} would be ({new} new, {gone} no longer, {moved} at another time)',
    'zh-CN': '{from} 至 {to}，{readings} 个读数：实际报警 {was} 次，预演 {would} 次（新增 {new}，不再报警 {gone}，时间不同 {moved}）',
  },
  'alarm.rehearsal.duration': { en: '--rehearse needs a duration such as 30d, not “{written}”.', 'zh-CN': '--rehearse 需要时长（如 30d），而不是“{written}”。' },
  'alarm.replay.source': { en: 'Name one trace file, or a channel of the box with --channel.', 'zh-CN': '请指定一个记录文件，或用 --channel 指定本机通道。' },
} as const satisfies Messages;
