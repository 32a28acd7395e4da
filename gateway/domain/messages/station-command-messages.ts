import type { Messages } from './message.ts';

/** What the commands of the test station say. Keys begin with `station`, as the desk's own do. */
export const STATION_COMMAND_MESSAGES = {
  'station.sample-help': {
    en: 'larder sample [list [--since TIME]] | add | sheet | end | type | quarantine | undecided | assign | set-aside | forget | again | import   [-c larder.yaml] [--json]\n\n  add --name … --category … --commissioned-by authority|market|agency|dealer [--stall --dealer --dealer-number --origin --lot --quantity\n      --sampler --taken-at --document KIND:FORM[:NUMBER] --id --corrects], or add FILE.yaml with a list of samples\n  sheet --analyzer ID --by WHO --well 1=control --well 2=SAMPLE … [--run --item --kit LOT:EXPIRY --extraction whole-leaf]   before the run\n  end --analyzer ID --run RUN --by WHO     no more comes of that run\n  type --sample ID --item ITEM --value TEXT --by WHO --confirmed-by OTHER [--photo FILE]   read by eye\n  quarantine                               results that belong to no sample yet; exit 1 while there are any\n  undecided                                samples whose last result decides nothing: suspect, invalid, out of range, not judged; exit 1 while there are any\n  assign TEST SAMPLE --by WHO              says whose a result is; with --words WHY it is moved from another sample\n  set-aside TEST, or --analyzer ID --before TIME, --by WHO --words WHY   nobody will ever assign it, or repeat it\n  forget NAME --by WHO                     erases who is behind a reference; the record keeps the reference alone\n  again ANALYZER --by WHO                  reads the kept bytes again, by the profile as it is now\n  import ANALYZER FILE                     takes in a captured log, marked as such\n\nExample: larder sample add --name Spinach --category leaf-vegetable --stall A12 --commissioned-by market',
    'zh-CN':
      'larder sample [list [--since 时间]] | add | sheet | end | type | quarantine | undecided | assign | set-aside | forget | again | import   [-c larder.yaml] [--json]\n\n  add --name … --category … --commissioned-by authority|market|agency|dealer [--stall --dealer --dealer-number --origin --lot --quantity\n      --sampler --taken-at --document 类别:形式[:编号] --id --corrects]，或 add 文件.yaml（一批样品）\n  sheet --analyzer 仪器 --by 人员 --well 1=control --well 2=样品 … [--run --item --kit 批号:有效期 --extraction whole-leaf]   上样单，检测前填写\n  end --analyzer 仪器 --run 批次 --by 人员   该批次不再有结果\n  type --sample 样品 --item 项目 --value 结果 --by 判读人 --confirmed-by 复核人 [--photo 照片]   目测结果\n  quarantine                               待认领结果；有则退出码为 1\n  undecided                                结果不能判定的样品（可疑、无效、超出范围、未判定）；有则退出码为 1\n  assign 检测 样品 --by 人员                 指明结果属于哪个样品；加 --words 原因 可改归其他样品\n  set-aside 检测，或 --analyzer 仪器 --before 时间，--by 人员 --words 原因   不再有人认领，或不再复测\n  forget 姓名 --by 人员                      抹去某人的姓名和证件号；记录中只留无法还原的代号\n  again 仪器 --by 人员                       按修正后的仪器配置重新解析已存原始数据\n  import 仪器 文件                           导入抓取的日志，并注明来源\n\n示例：larder sample add --name 菠菜 --category leaf-vegetable --stall A12 --commissioned-by market',
  },
  'station.case-help': {
    en: 'larder case [-c larder.yaml] [--json]                 the open cases of positives and what is due; exit 1 while there are any\nlarder case CASE STEP --by WHO [--party --laboratory --verdict --kilograms --how --photo FILE --words --done-at TIME]\n\nSteps: served, objected, no-objection, laboratory, laboratory-result, held, released, disposed, closed.\nA repeat by rapid test is noted by itself; the laboratory’s re-inspection never is a rapid test.\n\nExample: larder case k3v9q2xwab1c held --by p-01',
    'zh-CN':
      'larder case [-c larder.yaml] [--json]                 未结的阳性处置及待办；有则退出码为 1\nlarder case 处置 步骤 --by 人员 [--party --laboratory --verdict --kilograms --how --photo 照片 --words --done-at 时间]\n\n步骤：served 送达、objected 异议、no-objection 无异议、laboratory 送检、laboratory-result 复检结果、held 封存、released 解封、disposed 处置、closed 结案。\n复测（快检）自动记录；复检由实验室进行，不得采用快检方法。\n\n示例：larder case k3v9q2xwab1c held --by p-01',
  },
  'station.board-help': {
    en: 'larder board [-c larder.yaml] [--json]\n\nWhat the market’s board may show: stall, product, item, outcome, and that it was a rapid test. Negatives at once, positives once repeated. No person, no number of anybody.\n\nExample: larder board --json',
    'zh-CN': 'larder board [-c larder.yaml] [--json]\n\n公示栏内容：摊位、产品、项目、结果，并注明“快检”。阴性即时公示，阳性复测后公示。不含任何个人信息。\n\n示例：larder board --json',
  },
  'station.state.lost': { en: 'NOT CONNECTED: check the cable, the address and that it is switched on', 'zh-CN': '未连接：请检查线缆、地址和电源' },
  'station.state.unreadable': { en: 'SENDS WHAT CAN’T BE READ: more than half of the bytes mean nothing. Is the baud rate right, and the profile?', 'zh-CN': '数据无法识别：过半字节没有意义。波特率和仪器配置是否正确？' },
  'station.forgotten': {
    en: 'Erased. Take the name out of larder.yaml and of your own files, too; bytes that an instrument sent with it stay beside the record until they make room.',
    'zh-CN': '已抹去。请同时从 larder.yaml 和自己的文件中删除此人；仪器随结果发来的原始数据仍保存在记录之外，直到腾出空间为止。',
  },
  'station.none': { en: 'None.', 'zh-CN': '无。' },
  'station.read-again': {
    en: '{read} transfers read again: {changed} results changed, {added} new; the bytes of {gone} are gone',
    'zh-CN': '重新解析 {read} 次传输：{changed} 个结果有变，{added} 个新增；{gone} 次的原始数据已不在',
  },
  'station.imported': {
    en: '{tests} results taken in, {duplicates} known already, {quarantined} in quarantine',
    'zh-CN': '导入 {tests} 个结果，{duplicates} 个已有，{quarantined} 个待认领',
  },
  'station.column.sample': { en: 'sample', 'zh-CN': '样品' },
  'station.column.product': { en: 'product', 'zh-CN': '产品' },
  'station.column.stall': { en: 'stall', 'zh-CN': '摊位' },
  'station.column.taken': { en: 'taken', 'zh-CN': '采样时间' },
  'station.column.results': { en: 'results', 'zh-CN': '结果' },
  'station.column.test': { en: 'test', 'zh-CN': '检测' },
  'station.column.analyzer': { en: 'analyzer', 'zh-CN': '仪器' },
  'station.column.channel': { en: 'channel, id', 'zh-CN': '通道、编号' },
  'station.column.received': { en: 'received', 'zh-CN': '接收时间' },
  'station.column.result': { en: 'result', 'zh-CN': '结果' },
  'station.column.why': { en: 'why', 'zh-CN': '原因' },
  'station.column.case': { en: 'case', 'zh-CN': '处置' },
  'station.column.repeats': { en: 'repeats', 'zh-CN': '复测' },
  'station.column.last-step': { en: 'last step', 'zh-CN': '最近步骤' },
  'station.column.missing': { en: 'still due', 'zh-CN': '待办' },
  'station.column.due': { en: 'objection until', 'zh-CN': '异议期至' },
  'station.column.item': { en: 'item', 'zh-CN': '项目' },
  'station.column.outcome': { en: 'outcome', 'zh-CN': '结果' },
  'station.column.method': { en: 'method', 'zh-CN': '方法' },
  'station.column.tested': { en: 'tested', 'zh-CN': '检测时间' },
} as const satisfies Messages;
