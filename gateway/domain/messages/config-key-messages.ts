import { CONFIG_NOTIFY_KEY_MESSAGES } from './config-notify-key-messages.ts';
import type { Messages } from './message.ts';

/** What each key of the configuration means (`config.about.<place>`), and what its value looks like (`config.form.<name>`). */
export const CONFIG_KEY_MESSAGES = {
  'config.form.text': { en: 'a text of up to 200 characters on one line', 'zh-CN': '一行文字，最多 200 个字符' },
  'config.form.identifier': { en: 'a name of small letters a-z, digits and hyphens, at most 64', 'zh-CN': '由小写字母、数字和连字符组成的名称，最多 64 个字符' },
  'config.form.path': { en: 'a path; a relative one counts from this file', 'zh-CN': '路径；相对路径以本文件所在目录为准' },
  'config.form.duration': { en: 'a duration from {least} to {most}, such as 500ms, 10s, 30min, 2h, 90d or 2y', 'zh-CN': '{least} 到 {most} 的时长，例如 500ms、10s、30min、2h、90d、2y' },
  'config.form.bytes': { en: 'a size of at least {least}, such as 500MB or 4GB', 'zh-CN': '不小于 {least} 的容量，例如 500MB、4GB' },
  'config.form.address': { en: 'host:port, such as 192.168.1.20:502', 'zh-CN': '主机:端口，例如 192.168.1.20:502' },
  'config.form.one-of': { en: 'one of: {words}', 'zh-CN': '其中之一：{words}' },
  'config.form.whole': { en: 'a whole number from {least} to {most}', 'zh-CN': '{least} 到 {most} 的整数' },
  'config.form.number': { en: 'a number from {least} to {most}', 'zh-CN': '{least} 到 {most} 的数' },
  'config.form.block': { en: 'a block of keys', 'zh-CN': '由键组成的块' },
  'config.form.list': { en: 'a list, each entry beginning with “- ”', 'zh-CN': '列表，每条以“- ”开头' },
  'config.form.rule': { en: 'the name of a rule, such as cn.fridge', 'zh-CN': '规则名称，例如 cn.fridge' },
  'config.form.channel': { en: 'a channel of this site: device/register, such as cold-room/digital_input_1', 'zh-CN': '本场所的通道：设备/寄存器，例如 cold-room/digital_input_1' },
  'config.form.date': { en: 'a date, such as 2026-10-01', 'zh-CN': '日期，例如 2026-10-01' },
  'config.form.time-of-day': { en: 'a time of day in quotes, such as "10:30"', 'zh-CN': '一天中的时刻，加引号，例如 "10:30"' },
  'config.form.credit-code': { en: 'the unified social credit code: 18 digits and capital letters, in quotes', 'zh-CN': '统一社会信用代码：18 位数字和大写字母，加引号' },
  'config.form.division': { en: 'a division code of 6, 9 or 12 digits, in quotes', 'zh-CN': '6、9 或 12 位行政区划代码，加引号' },
  'config.form.phone': { en: 'a telephone number, in quotes', 'zh-CN': '电话号码，加引号' },
  'config.form.http': { en: 'https://host[:port][/path] (or http:// without encryption), no user and no password', 'zh-CN': 'https://主机[:端口][/路径]（不加密为 http://），不含用户名和密码' },
  'config.form.mqtt': { en: 'mqtts://host:port (or mqtt:// without encryption), no user and no password', 'zh-CN': 'mqtts://主机:端口（不加密为 mqtt://），不含用户名和密码' },
  'config.form.password': { en: `\${NAME} for a variable of the environment, or file:PATH for a file with mode 0600`, 'zh-CN': `\${变量名}（取自环境变量），或 file:路径（权限 0600 的文件）` },

  'config.reference.columns': { en: '| key | value | if absent | meaning |', 'zh-CN': '| 键 | 值 | 缺省 | 含义 |' },
  'config.reference.required': { en: '**required**', 'zh-CN': '**必填**' },
  'config.reference.head': {
    en: `# Configuration reference

[简体中文](configuration.zh-CN.md)

One YAML file is one box. This page is made from the schema that Larder checks the file with; \`larder check\` tells every fault at once, with its line and what to write instead. Examples: [the first device](examples/first-device.yaml), [a canteen](examples/canteen.yaml), [a rapid-test station](examples/test-station.yaml). Editors that know YAML complete and check the keys with [larder.schema.json](larder.schema.json): begin the file with

\`\`\`yaml
# yaml-language-server: $schema=./larder.schema.json
\`\`\`

Unknown keys are errors. Indent with spaces. Relative paths count from the file. Durations are a whole number and \`ms\`, \`s\`, \`min\`, \`h\`, \`d\` or \`y\` (365 days); sizes are in \`kB\`, \`MB\`, \`GB\` or \`TB\` (powers of ten). Text that looks like a number is put in quotes: \`"0417"\`.

## Top level`,
    'zh-CN': `# 配置参考

[English](configuration.md)

一个 YAML 文件对应一台网关。本页由检查配置所用的定义生成；\`larder check\` 会一次列出全部错误、所在行和改法。示例：[第一台设备](examples/first-device.yaml)、[食堂](examples/canteen.yaml)、[快检室](examples/test-station.yaml)。支持 YAML 的编辑器可用 [larder.schema.json](larder.schema.json) 补全和检查，在文件开头写：

\`\`\`yaml
# yaml-language-server: $schema=./larder.schema.json
\`\`\`

未知的键是错误。用空格缩进。相对路径以本文件所在目录为准。时长写整数加 \`ms\`、\`s\`、\`min\`、\`h\`、\`d\` 或 \`y\`（365 天）；容量用 \`kB\`、\`MB\`、\`GB\`、\`TB\`（十进制）。看起来像数字的文字要加引号：\`"0417"\`。

## 顶层`,
  },
  'config.reference.secrets': {
    en: `## Secrets

A password never stands in this file; one that does is refused, and never shown. Write one of:

- \`password: \${NAME}\`: from the environment of whoever runs Larder (under systemd: \`EnvironmentFile=\`).
- \`password: file:./city.password\`: one line in a file that belongs to this user alone (\`chmod 600\`).

The key of a client certificate is a file by itself; give it mode 0600. \`people\` is personal data: it stays in this file and on this box.`,
    'zh-CN': `## 密码与密钥

密码绝不直接写在配置文件中；写了会被拒绝，且不会显示出来。请用以下之一：

- \`password: \${NAME}\`：取自运行 Larder 的用户的环境变量（systemd 下用 \`EnvironmentFile=\`）。
- \`password: file:./city.password\`：单独文件中的一行，仅本用户可读（\`chmod 600\`）。

客户端证书的密钥是单独的文件，权限请设为 0600。\`people\` 属个人信息，只留在本文件和本机。`,
  },

  'config.about.gateway': { en: 'This box.', 'zh-CN': '本机。' },
  'config.about.gateway.id': { en: 'Its identity in every message; never changes.', 'zh-CN': '在所有消息中的身份标识；不要改动。' },
  'config.about.gateway.name': { en: 'Its name for people. Absent: the id.', 'zh-CN': '供人看的名称；缺省为编号。' },
  'config.about.gateway.site': { en: 'The site as authorities know it.', 'zh-CN': '监管部门登记的场所信息。' },
  'config.about.gateway.site.creditCode': { en: 'Unified social credit code.', 'zh-CN': '统一社会信用代码。' },
  'config.about.gateway.site.licence': { en: 'Number of the food business licence.', 'zh-CN': '食品经营许可证编号。' },
  'config.about.gateway.site.division': { en: 'Code of the administrative division.', 'zh-CN': '行政区划代码。' },
  'config.about.gateway.site.kind': { en: 'Kind of site, such as school-canteen.', 'zh-CN': '场所类型，例如 school-canteen。' },
  'config.about.gateway.site.level': { en: 'Level of the responsible officers.', 'zh-CN': '包保层级。' },
  'config.about.gateway.site.officer': { en: 'Id in “people” of the officer whom the authorities made responsible for the site: checks it, and signs none of its own checks.', 'zh-CN': '包保干部在“people”中的编号；督导本单位，不签本单位的自查。' },
  'config.about.gateway.grid': { en: 'Responsibility grid, largest first: city, district, street, community.', 'zh-CN': '责任网格，从大到小：市、区、街道、社区。' },
  'config.about.gateway.timezone': { en: 'Time zone of the site (IANA), such as Asia/Shanghai.', 'zh-CN': '所在时区（IANA），例如 Asia/Shanghai。' },
  'config.about.gateway.language': { en: 'Language of what this box says. Absent: that of the environment (LANG).', 'zh-CN': '本机使用的语言；缺省随环境（LANG）。' },
  'config.about.data': { en: 'Folder of everything that must survive: record, keys, socket.', 'zh-CN': '必须保全的一切所在的目录：记录、密钥、套接字。' },
  'config.about.keep': { en: 'How the record is written and how long it is kept.', 'zh-CN': '记录如何写入、保存多久。' },
  'config.about.keep.commit': { en: 'Readings become durable this often: the most that a power cut can take. Longer spares the card.', 'zh-CN': '读数落盘的间隔：断电最多丢失这么久的数据；间隔越长越省存储卡。' },
  'config.about.keep.seal': { en: 'Blocks are sealed and sent this often, and at once with any alarm. Longer spares the network.', 'zh-CN': '封块并发送的间隔，有报警时立即执行；间隔越长越省流量。' },
  'config.about.keep.readings': { en: 'How long readings are kept. A year is 365 days.', 'zh-CN': '读数保存多久。一年按 365 天计。' },
  'config.about.keep.bytes': { en: 'The most that the record may take on the card, in powers of ten.', 'zh-CN': '记录在存储卡上最多占用多少（十进制单位）。' },
  'config.about.lines': { en: 'The wires. Each has exactly one owner; many units may share it. Exactly one of serial, tcp and rtu-over-tcp says where it is.', 'zh-CN': '线路。每条线只有一个所有者，可挂多台设备。serial、tcp、rtu-over-tcp 三者写且只写一个。' },
  'config.about.lines[].id': { en: 'Name that devices refer to.', 'zh-CN': '供设备引用的名称。' },
  'config.about.lines[].serial': { en: 'Serial port (RTU): a path of /dev/serial/by-id, by-path, or a tty. “larder ports” lists them.', 'zh-CN': '串口（RTU）：/dev/serial/by-id、by-path 下的路径或 tty。“larder ports”会列出。' },
  'config.about.lines[].tcp': { en: 'Modbus TCP.', 'zh-CN': 'Modbus TCP。' },
  'config.about.lines[].rtu-over-tcp': { en: 'RTU frames over TCP, as a serial server sends them.', 'zh-CN': 'TCP 上的 RTU 帧（串口服务器）。' },
  'config.about.lines[].baud': { en: 'Speed in Bd (not with tcp). Absent: what the devices’ profiles say, else 9600.', 'zh-CN': '波特率（tcp 不用）；缺省按设备档案，否则为 9600。' },
  'config.about.lines[].parity': { en: 'Parity (not with tcp). Absent: what the devices’ profiles say, else none.', 'zh-CN': '校验位（tcp 不用）；缺省按设备档案，否则为 none。' },
  'config.about.lines[].stopBits': { en: 'Stop bits (not with tcp). Absent: what the devices’ profiles say, else 1.', 'zh-CN': '停止位（tcp 不用）；缺省按设备档案，否则为 1。' },
  'config.about.lines[].slowest': { en: 'No answer of any unit comes later than this. After a doubt the line is left quiet for longer.', 'zh-CN': '任何设备的应答都不会晚于此时间；有疑问时线路会静默更久。' },
  'config.about.lines[].rs485': {
    en: 'Who switches the direction of the wire. Larder never does: the adapter, or the kernel as its device tree says (docs/line.md). “on”: the port needs it; Larder warns where nothing says that it is done.',
    'zh-CN': '收发方向由谁切换。Larder 从不切换：由转换器自身，或由内核按设备树切换（见 docs/line.md）。on：该端口需要切换；看不出有谁切换时 Larder 会警告。',
  },
  'config.about.devices': { en: 'The units on the lines.', 'zh-CN': '线路上的设备。' },
  'config.about.devices[].id': { en: 'Its name in the record: a channel is “id/register”.', 'zh-CN': '在记录中的名称：通道名为“编号/寄存器”。' },
  'config.about.devices[].name': { en: 'Its name for people. Absent: the id.', 'zh-CN': '供人看的名称；缺省为编号。' },
  'config.about.devices[].line': { en: 'Id of the line that it hangs on.', 'zh-CN': '所在线路的编号。' },
  'config.about.devices[].unit': { en: 'Its Modbus unit id: 1 to 247; over TCP 0 and 255 too.', 'zh-CN': 'Modbus 站号：1 到 247；TCP 上还可为 0 和 255。' },
  'config.about.devices[].profile': { en: 'Its device profile. “larder scan” recognises many.', 'zh-CN': '设备档案。“larder scan”能识别其中许多。' },
  'config.about.devices[].every': { en: 'How often it is read.', 'zh-CN': '读取间隔。' },
  'config.about.devices[].channels': { en: 'What is read, by the profile’s registers. Absent: every measurement, without rules.', 'zh-CN': '要读的内容，按档案中的寄存器名；缺省读取全部测量值，不判断。' },
  'config.about.devices[].channels.*.rule': { en: 'What it is judged by. Absent: it is kept, not judged.', 'zh-CN': '判断所依据的规则；缺省只记录，不判断。' },
  'config.about.devices[].channels.*.cabinet': { en: 'The cabinet that it watches. Absent: the device’s id.', 'zh-CN': '所监测的柜体；缺省为设备编号。' },
  'config.about.devices[].channels.*.probe': { en: 'Serial number of the probe.', 'zh-CN': '探头编号。' },
  'config.about.devices[].channels.*.offset': { en: 'Calibration: added to the value as read, in its unit.', 'zh-CN': '校准修正值：加到读数上，单位与读数相同。' },
  'config.about.devices[].channels.*.certificate': { en: 'The calibration certificate that the offset comes from.', 'zh-CN': '修正值所依据的校准证书。' },
  'config.about.devices[].channels.*.door': { en: 'The channel of the cabinet’s door contact: while it stands open, a fast change alone is no alarm. Limits are judged as ever.', 'zh-CN': '柜门开关所在通道：开门期间，仅因温度快速变化不报警；限值照常判断。' },
  'config.about.devices[].channels.*.defrost': { en: 'The channel of the controller’s state that says that it defrosts. Absent: a defrost is recognised by its shape, where the rule says how.', 'zh-CN': '控制器除霜状态所在通道；缺省按温度曲线的形状识别（规则写明时）。' },
  'config.about.devices[].channels.*.pair': { en: 'The channel of a second probe in the same cabinet: where the rule says how far, the two must agree.', 'zh-CN': '同一柜体的第二支探头所在通道；规则写明时，两者读数须一致。' },
  'config.about.devices[].channels.*.camera': { en: 'The camera that looks at the cabinet, by any name: the record names it beside an excursion.', 'zh-CN': '对着该柜体的摄像头（名称自定）；发生超限时写在记录旁。' },
  'config.about.analyzers': { en: 'Rapid-test analyzers. Exactly one of serial, tcp, listen, http and folder says how results arrive.', 'zh-CN': '快检仪器。serial、tcp、listen、http、folder 写且只写一个。' },
  'config.about.analyzers[].id': { en: 'Its name in the record.', 'zh-CN': '在记录中的名称。' },
  'config.about.analyzers[].name': { en: 'Its name for people. Absent: the id.', 'zh-CN': '供人看的名称；缺省为编号。' },
  'config.about.analyzers[].serial': { en: 'Serial port.', 'zh-CN': '串口。' },
  'config.about.analyzers[].tcp': { en: 'The analyzer listens there.', 'zh-CN': '仪器在该地址监听。' },
  'config.about.analyzers[].listen': { en: 'The gateway listens there for the analyzer.', 'zh-CN': '网关在该地址等待仪器连接。' },
  'config.about.analyzers[].http': { en: 'The gateway takes uploads there.', 'zh-CN': '网关在该地址接收上传。' },
  'config.about.analyzers[].folder': { en: 'Folder in which the analyzer’s software leaves files.', 'zh-CN': '仪器软件存放文件的目录。' },
  'config.about.analyzers[].baud': { en: 'Speed in Bd.', 'zh-CN': '波特率。' },
  'config.about.analyzers[].parity': { en: 'Parity.', 'zh-CN': '校验位。' },
  'config.about.analyzers[].stopBits': { en: 'Stop bits.', 'zh-CN': '停止位。' },
  'config.about.analyzers[].token': { en: `Shared secret of the interface that the box answers as, where its profile has one: \${NAME} or file:PATH.`, 'zh-CN': `网关所模拟接口的共享密钥（档案需要时）：\${变量名} 或 file:路径。` },
  'config.about.analyzers[].profile': { en: 'Its analyzer profile: how it talks, and what its lines, records or fields mean.', 'zh-CN': '仪器档案：如何通信，以及其文本行、记录或字段的含义。' },
  'config.about.profiles': { en: 'Folder of the site’s own device profiles. One with the id of a shipped profile takes its place.', 'zh-CN': '本场所自有设备档案的目录；与随附档案同名者优先。' },
  'config.about.rules': { en: 'Folder of the site’s own rules: limits and delays that it sets itself. One with the name of a shipped rule takes its place.', 'zh-CN': '本场所自有规则（自定的限值与延时）的目录；与随附规则同名者优先。' },
  'config.about.platforms': { en: 'Folder of the site’s own municipal interfaces. One with the id of a shipped example takes its place.', 'zh-CN': '本场所自有的平台接口数据文件目录；与随附示例同 id 者优先。' },
  'config.about.actions': { en: 'File of the site’s own corrective actions, in both languages: whoever confirms an alarm may choose them beside the shipped ones.', 'zh-CN': '本场所自有的处置措施文件（中英文）：确认报警时可与随附措施一并选用。' },
  'config.about.checklist': { en: 'File of the site’s own list of what it checks each day, week and month. It takes the place of the shipped one.', 'zh-CN': '本场所自有的日、周、月检查清单（风险管控清单）文件；代替随附清单。' },
  'config.about.limits': { en: 'Folder of the site’s own limits, items and goods of rapid tests. A limit for the same goods at the same time takes the place of a shipped one.', 'zh-CN': '本场所自有的快检限量、检测项目与品类的目录；同一品类同一时期的限量优先于随附数据。' },
  'config.about.button': { en: 'The channel of a push button beside the cabinets: whoever pushes it has seen all alarms.', 'zh-CN': '柜旁按钮所在通道：按下即表示已知悉全部报警。' },
  'config.about.calendar': { en: 'When the site works. Absent: every day, and no cabinet is ever switched off.', 'zh-CN': '场所的营业日历；缺省为每天营业，柜体从不停用。' },
  'config.about.calendar.weekdays': { en: 'The days of the week on which it works.', 'zh-CN': '每周哪几天营业。' },
  'config.about.calendar.closed': { en: 'Dates on which it is closed: holidays, summer, planned closures.', 'zh-CN': '停业日期：节假日、暑假、计划停业。' },
  'config.about.calendar.closed[].from': { en: 'The first day.', 'zh-CN': '第一天。' },
  'config.about.calendar.closed[].to': { en: 'The last day, included.', 'zh-CN': '最后一天（含当日）。' },
  'config.about.calendar.closed[].name': { en: 'What it is called in reports.', 'zh-CN': '报告中的名称。' },
  'config.about.calendar.closed[].off': { en: 'Cabinets that are switched off meanwhile, or “site” for all: recorded, not alarmed. All others are judged as ever.', 'zh-CN': '其间停用的柜体，或写“site”表示全部：只记录，不报警；其余照常判断。' },
  'config.about.calendar.extra': { en: 'Days that are worked although they would not be.', 'zh-CN': '调休上班日。' },
  'config.about.calendar.running': { en: 'Cabinets that run for some hours of an operating day alone, such as hot holding: outside them they are recorded, not alarmed.', 'zh-CN': '只在营业日部分时段运行的柜体（如热藏柜）：时段之外只记录，不报警。' },
  'config.about.calendar.running[].cabinets': { en: 'The cabinets.', 'zh-CN': '柜体。' },
  'config.about.calendar.running[].from': { en: 'From when.', 'zh-CN': '开始时刻。' },
  'config.about.calendar.running[].to': { en: 'Until when. Several stretches of a day are several entries.', 'zh-CN': '结束时刻。一天有多段时写多条。' },
  'config.about.retention': { en: 'Retained samples of meals: their fridges, and which meals are served. See docs/retention.md.', 'zh-CN': '食品留样：留样柜和供餐餐次，见 docs/retention.zh-CN.md。' },
  'config.about.retention.cabinets': { en: 'The fridges that hold them, as “cabinet” of their channels says; the first where nobody says another.', 'zh-CN': '留样柜，按其通道的“cabinet”填写；未指明时为第一个。' },
  'config.about.retention.meals': { en: 'The meals of which samples are expected on operating days. One without a sample is named.', 'zh-CN': '营业日应留样的餐次；没有留样的会被指出。' },
  'config.about.retention.meals[].meal': { en: 'The meal.', 'zh-CN': '餐次。' },
  'config.about.retention.meals[].by': { en: 'When a sample is expected at the latest.', 'zh-CN': '最迟留样时刻。' },
  'config.about.retention.meals[].weekdays': { en: 'Where it is not served on every operating day: on which.', 'zh-CN': '如并非每个营业日供应：每周哪几天。' },
  'config.about.people': { en: 'Who is told and who may act. Personal data: it never leaves this box.', 'zh-CN': '通知对象和有权操作的人。属个人信息，不会离开本机。' },
  'config.about.people[].id': { en: 'Name that the rest of this file refers to.', 'zh-CN': '供本文件其他部分引用的编号。' },
  'config.about.people[].name': { en: 'Name.', 'zh-CN': '姓名。' },
  'config.about.people[].role': {
    en: 'Role, such as cook or manager. The shipped checklists are signed by officer (day), director or officer (week) and principal (month).',
    'zh-CN': '角色，例如 cook、manager。随附检查表：日管控由 officer（食品安全员）签，周排查由 director（食品安全总监）或 officer 签，月调度由 principal（主要负责人）签。',
  },
  'config.about.people[].phone': { en: 'Telephone number, in quotes.', 'zh-CN': '电话号码，加引号。' },
  'config.about.uplinks': { en: 'The platforms. None is fine: the box keeps and alarms by itself.', 'zh-CN': '上级平台。可以没有：本机自行记录和报警。' },
  'config.about.uplinks[].id': { en: 'Its name here; what was delivered is remembered under it.', 'zh-CN': '平台名称；已送达的进度以它记录。' },
  'config.about.uplinks[].mqtt': { en: 'The broker, for a platform that takes the whole record.', 'zh-CN': '消息服务器：平台接收完整记录。' },
  'config.about.uplinks[].http': { en: 'Instead of mqtt: a municipal interface that takes results of rapid tests, in its own form.', 'zh-CN': '代替 mqtt：以自身格式接收快检结果的市县平台接口。' },
  'config.about.uplinks[].platform': { en: 'With http: the interface, by the id of its data file.', 'zh-CN': '用于 http：平台接口，即其数据文件的 id。' },
  'config.about.uplinks[].settings': { en: 'With http: what the interface asks of the site, by name: station, market code.', 'zh-CN': '用于 http：接口要求本站提供的内容，按名称填写：检测单位、市场编码等。' },
  'config.about.uplinks[].codes': { en: 'With http: the platform’s codes, by dictionary: devices as registered there, items, goods. What has no code waits here, and is shown.', 'zh-CN': '用于 http：平台编码，按字典填写：在平台登记的仪器、检测项目、品类。没有编码的结果留在本机等待并显示。' },
  'config.about.uplinks[].username': { en: `User name, or \${NAME} from the environment.`, 'zh-CN': `用户名，或 \${变量名}（取自环境变量）。` },
  'config.about.uplinks[].password': { en: 'Where the password is; never the password itself.', 'zh-CN': '密码所在之处；绝不直接写密码。' },
  'config.about.uplinks[].ca': { en: 'Certificate of the authority that the broker’s certificate is judged by.', 'zh-CN': '用于验证服务器证书的 CA 证书。' },
  'config.about.uplinks[].cert': { en: 'This box’s own certificate, where the broker asks for one.', 'zh-CN': '本机证书（服务器要求时）。' },
  'config.about.uplinks[].key': { en: 'The key of “cert”, in a file with mode 0600.', 'zh-CN': '“cert”对应的密钥，文件权限 0600。' },
  'config.about.uplinks[].acknowledge': { en: 'stored: delivered is what a receiver says it has stored; broker: what the broker took, where no receiver answers.', 'zh-CN': 'stored：接收端确认已保存才算送达；broker：服务器收下即算送达（没有接收端时）。' },
  'config.about.console': { en: 'The page beside the cabinet. Absent: off. Checked, not yet served by this version.', 'zh-CN': '柜旁页面；缺省关闭。已检查，本版本尚未启用。' },
  'config.about.console.listen': { en: 'Where it listens.', 'zh-CN': '监听地址。' },
  ...CONFIG_NOTIFY_KEY_MESSAGES,
} as const satisfies Messages;
