import type { AlarmCause } from '../alarm.ts';
import type { Message, Messages } from './message.ts';

/** What whoever is told does first, by cause. A cause without words doesn't compile. */
const FIRST_STEPS = {
  'notify.do.high': { en: 'Shut the door, see that it cools; move the food if it stays warm.', 'zh-CN': '请关好柜门，检查制冷；温度不降请转移食品。' },
  'notify.do.low': { en: 'Check the setting; see whether food is frozen.', 'zh-CN': '请检查温度设定，查看食品是否冻伤。' },
  'notify.do.after-gap': { en: 'Nobody knows how long: measure the food, and decide on it.', 'zh-CN': '中断期间情况不明：请测量食品温度后再决定能否使用。' },
  'notify.do.silence': { en: 'Look at the thermometer of the cabinet; check plug and cable.', 'zh-CN': '请查看柜上温度计，检查电源和接线。' },
  'notify.do.probe-fault': { en: 'Watch the cabinet by hand; have the probe replaced.', 'zh-CN': '请人工查看柜温，并更换探头。' },
  'notify.do.door': { en: 'Shut the door.', 'zh-CN': '请关好柜门。' },
  'notify.do.frozen': { en: 'Compare with another thermometer; check where the probe lies.', 'zh-CN': '请用另一支温度计比对，检查探头位置。' },
  'notify.do.disagreement': { en: 'Compare both probes with a thermometer.', 'zh-CN': '请用温度计比对两支探头。' },
  'notify.do.rate': { en: 'Look at the cabinet now: door, fan, power.', 'zh-CN': '请立即查看：柜门、风机、电源。' },
  'notify.do.cumulative': { en: 'Decide on the food: it was warm for too long in sum.', 'zh-CN': '食品累计超温时间过长，请决定处置方式。' },
  'notify.do.cooling': { en: 'Divide the food into shallow trays and cool it, or discard it.', 'zh-CN': '请分装浅盘快速冷却，否则废弃。' },
  'notify.do.cycle': { en: 'Disinfect again before use.', 'zh-CN': '使用前请重新消毒。' },
  'notify.do.compressor': { en: 'Call the service of the refrigeration.', 'zh-CN': '请联系制冷维修。' },
  'notify.do.mains': { en: 'Check the fuse; keep the doors shut; note when the power is back.', 'zh-CN': '请检查空开，保持柜门关闭，记下来电时间。' },
  'notify.do.storage': { en: 'Tell the technician: the box may lose its record.', 'zh-CN': '请通知技术人员：网关可能无法保存记录。' },
} as const satisfies Record<`notify.do.${AlarmCause}`, Message>;

/** What a message is about, as its title. */
const TITLES = {
  'notify.title.alarm': { en: 'Alarm', 'zh-CN': '报警' },
  'notify.title.power': { en: 'Power cut', 'zh-CN': '停电' },
  'notify.title.escalation': { en: 'Alarm, nobody has answered', 'zh-CN': '报警无人确认' },
  'notify.title.re-alarm': { en: 'Still in alarm', 'zh-CN': '报警未解除' },
  'notify.title.cleared': { en: 'Over', 'zh-CN': '已解除' },
  'notify.title.sign-of-life': { en: 'Daily report', 'zh-CN': '每日报平安' },
  'notify.title.test': { en: 'Test', 'zh-CN': '测试' },
  'notify.title.deadline': { en: 'Due', 'zh-CN': '到期提醒' },
} as const satisfies Messages;

export const NOTIFY_MESSAGES = {
  ...FIRST_STEPS,
  ...TITLES,
  'notify.head': { en: '{site}: {title}.', 'zh-CN': '{site}：{title}。' },
  'notify.line': { en: '{words}, since {time}.', 'zh-CN': '{words}（{time} 起）。' },
  'notify.line-over': { en: '{words}, at {time}.', 'zh-CN': '{words}（{time}）。' },
  'notify.more': { en: 'And {n} more.', 'zh-CN': '另有 {n} 项。' },
  'notify.along': { en: 'Also, held back until now: {n}.', 'zh-CN': '此前暂缓通知 {n} 项。' },
  'notify.reply': { en: 'Reply 1 if you have seen this.', 'zh-CN': '已知悉请回复 1。' },
  'notify.well': { en: 'All {n} cabinets are watched; no alarm stands.', 'zh-CN': '{n} 个柜体监测正常，无报警。' },
  'notify.open': { en: 'Alarms that stand: {n}.', 'zh-CN': '未解除报警 {n} 项。' },
  'notify.ill': { en: 'A way to tell you fails: {ways}.', 'zh-CN': '通知方式异常：{ways}。' },
  'notify.test': { en: '{site}: this is a test. Nothing is wrong.', 'zh-CN': '{site}：这是测试，一切正常。' },
} as const satisfies Messages;
