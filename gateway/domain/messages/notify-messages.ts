import type { Messages } from './message.ts';

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

/** What to do about a server that can't be told. */
const HINTS = {
  'notify.hint.certificate-untrusted': { en: 'Name the authority’s certificate as “ca”, or have the server use one of a known authority.', 'zh-CN': '请用“ca”写明签发机构的证书，或让服务器改用公认机构签发的证书。' },
  'notify.hint.certificate-expired': { en: 'The server’s certificate must be renewed; see that the box’s clock is right, too.', 'zh-CN': '服务器证书须更新；也请核对本机时钟。' },
  'notify.hint.certificate-not-yet-valid': { en: 'See that the box’s clock is right: the certificate begins later.', 'zh-CN': '请核对本机时钟：证书尚未生效。' },
  'notify.hint.certificate-wrong-name': { en: 'Write the server by the name that stands in its certificate.', 'zh-CN': '请按证书中的名称填写服务器地址。' },
  'notify.hint.no-tls': { en: 'The server offers no encryption here: try the other of smtps:// (port 465) and smtp:// (port 587).', 'zh-CN': '服务器在此端口不提供加密：请在 smtps://（465）和 smtp://（587）之间换一种。' },
  'notify.hint.login-refused': { en: 'Check user name and password; many servers want a password made for programs.', 'zh-CN': '请核对用户名和密码；许多邮箱需要专用的授权码。' },
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
  ...TITLES,
  ...HINTS,
  ...STATES,
  'notify.head': { en: '{site}: {title}.', 'zh-CN': '{site}：{title}。' },
  'notify.line': { en: '{words}, since {time}.', 'zh-CN': '{words}（{time} 起）。' },
  'notify.line-over': { en: '{words}, at {time}.', 'zh-CN': '{words}（{time}）。' },
  'notify.more': { en: 'And {n} more.', 'zh-CN': '另有 {n} 项。' },
  'notify.along': { en: 'Also, held back until now: {n}.', 'zh-CN': '此前暂缓通知 {n} 项。' },
  'notify.reply': { en: 'Reply {code} if you have seen this.', 'zh-CN': '已知悉请回复 {code}。' },
  'notify.reply-all': { en: 'Reply OK if you have seen this.', 'zh-CN': '已知悉请回复“收到”。' },
  'notify.well': { en: 'All {n} cabinets are watched; no alarm stands.', 'zh-CN': '{n} 个柜体监测正常，无报警。' },
  'notify.open': { en: 'Alarms that stand: {n}.', 'zh-CN': '未解除报警 {n} 项。' },
  'notify.due.disposal': { en: 'Retained samples to dispose of: {n} ({names}).', 'zh-CN': '留样待处置 {n} 份（{names}）。' },
  'notify.due.missing-sample': { en: 'Meals without a retained sample: {n} ({names}).', 'zh-CN': '缺留样 {n} 餐（{names}）。' },
  'notify.due.calibration': { en: 'Calibrations due: {n} ({names}).', 'zh-CN': '校准到期 {n} 项（{names}）。' },
  'notify.due.case': { en: 'Open positives: {n} ({names}).', 'zh-CN': '阳性待处置 {n} 件（{names}）。' },
  'notify.due.report': { en: 'Drafts to sign: {n} ({names}).', 'zh-CN': '待签字 {n} 份（{names}）。' },
  'notify.period.week': { en: '(week)', 'zh-CN': '周排查' },
  'notify.period.month': { en: '(month)', 'zh-CN': '月调度' },
  'notify.ill': { en: 'A way to tell you fails: {ways}.', 'zh-CN': '通知方式异常：{ways}。' },
  'notify.screen.reply': { en: '  {time} from {from}: “{text}”, {outcome}', 'zh-CN': '  {time} 来自 {from}：“{text}”，{outcome}' },
  'notify.outcome.late': { en: 'what it means is acknowledged already, or over', 'zh-CN': '所指报警已确认或已解除' },
  'notify.outcome.wrong-number': { en: 'no message has this number', 'zh-CN': '没有此编号的通知' },
  'notify.outcome.not-understood': { en: 'says nothing about an alarm', 'zh-CN': '与报警无关' },
  'notify.outcome.unknown-sender': { en: 'from nobody in “people”: acknowledges nothing', 'zh-CN': '号码不在“people”中，不作确认' },
  'notify.outcome.unreadable': { en: 'can’t be read', 'zh-CN': '无法读取' },
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
