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

/** States of the ways that last. */
const STATES = {
  'notify.state.lost': { en: 'the modem does not answer', 'zh-CN': '通信模块无应答' },
  'notify.state.no-sim': { en: 'the modem finds no SIM', 'zh-CN': '没有检测到 SIM 卡' },
  'notify.state.sim-locked': { en: 'the SIM is locked', 'zh-CN': 'SIM 卡已锁' },
  'notify.state.no-network': { en: 'the modem finds no network', 'zh-CN': '没有网络信号' },
  'notify.state.no-voice': { en: 'the SIM can’t call', 'zh-CN': 'SIM 卡不能拨打电话' },
  'notify.state.no-sms': { en: 'the SIM can’t send short messages', 'zh-CN': 'SIM 卡不能发短信' },
  'notify.state.failing': { en: 'messages don’t get through', 'zh-CN': '通知发送失败' },
  'notify.state.unswitched': { en: 'can’t be switched', 'zh-CN': '无法切换' },
} as const satisfies Messages;

export const NOTIFY_MESSAGES = {
  ...FIRST_STEPS,
  ...TITLES,
  ...STATES,
  'notify.head': { en: '{site}: {title}.', 'zh-CN': '{site}：{title}。' },
  'notify.line': { en: '{words}, since {time}.', 'zh-CN': '{words}（{time} 起）。' },
  'notify.line-over': { en: '{words}, at {time}.', 'zh-CN': '{words}（{time}）。' },
  'notify.more': { en: 'And {n} more.', 'zh-CN': '另有 {n} 项。' },
  'notify.along': { en: 'Also, held back until now: {n}.', 'zh-CN': '此前暂缓通知 {n} 项。' },
  'notify.reply': { en: 'Reply 1 if you have seen this.', 'zh-CN': '已知悉请回复 1。' },
  'notify.well': { en: 'All {n} cabinets are watched; no alarm stands.', 'zh-CN': '{n} 个柜体监测正常，无报警。' },
  'notify.open': { en: 'Alarms that stand: {n}.', 'zh-CN': '未解除报警 {n} 项。' },
  'notify.ill': { en: 'A way to tell you fails: {ways}.', 'zh-CN': '通知方式异常：{ways}。' },
  'notify.screen.waiting': { en: 'notices: {n} on their way', 'zh-CN': '通知：{n} 条正在发送' },
  'notify.screen.last': { en: '  {time} {title}: {way} {to}, {fate}{reason}', 'zh-CN': '  {time} {title}：{way} {to}，{fate}{reason}' },
  'notify.way.lamp': { en: 'lamp', 'zh-CN': '报警灯' },
  'notify.way.buzzer': { en: 'buzzer', 'zh-CN': '蜂鸣器' },
  'notify.way.voice': { en: 'call', 'zh-CN': '电话' },
  'notify.way.sms': { en: 'short message', 'zh-CN': '短信' },
  'notify.way.webhook': { en: 'webhook', 'zh-CN': '机器人' },
  'notify.way.mail': { en: 'mail', 'zh-CN': '邮件' },
  'notify.way.mqtt': { en: 'platform', 'zh-CN': '平台' },
  'notify.fate.begun': { en: 'under way', 'zh-CN': '发送中' },
  'notify.fate.uncertain': { en: 'nobody knows', 'zh-CN': '结果不明' },
  'notify.fate.sent': { en: 'sent', 'zh-CN': '已发出' },
  'notify.fate.delivered': { en: 'arrived', 'zh-CN': '已送达' },
  'notify.fate.answered': { en: 'answered', 'zh-CN': '已回复' },
  'notify.fate.failed': { en: 'FAILED', 'zh-CN': '失败' },
  'notify.fate.withdrawn': { en: 'no longer needed', 'zh-CN': '已不需要' },
  'notify.fate.held': { en: 'held back', 'zh-CN': '暂缓' },
  'notify.help': {
    en: 'larder notify test --to WHO --by WHO [--ways voice,sms,webhook,mail] [-c larder.yaml] [--json]\n\nSends a test to a person (an id of “people”), by every way that reaches this person, and says what became of it.\nA call rings as long as in an alarm; answer it, or let it ring.\n\nExample: larder notify test --to p-01 --by p-02',
    'zh-CN': 'larder notify test --to 人员 --by 操作人 [--ways voice,sms,webhook,mail] [-c larder.yaml] [--json]\n\n向某人（“people”中的编号）按能通知到他的每种方式发送测试，并显示结果。\n电话会像真实报警一样振铃；接听或让它响完都可以。\n\n示例：larder notify test --to p-01 --by 李师傅',
  },
  'notify.usage': { en: 'Write: larder notify test --to WHO --by WHO', 'zh-CN': '请写：larder notify test --to 人员 --by 操作人' },
  'notify.no-notify': { en: 'this site tells nobody: its configuration has no “notify”', 'zh-CN': '本场所没有配置“notify”，不通知任何人' },
  'notify.unreachable': { en: 'no way reaches “{to}”', 'zh-CN': '没有能通知到“{to}”的方式' },
  'notify.test': { en: '{site}: this is a test. Nothing is wrong.', 'zh-CN': '{site}：这是测试，一切正常。' },
} as const satisfies Messages;
