import type { Messages } from './message.ts';

export const REPORT_MESSAGES = {
  'report.help': {
    en: 'larder report day|week|month [-c larder.yaml] [--date 2026-11-28] [--format pdf|csv|json] [-o FILE]\n\nThe record of a day, a week or a month as people read it: per cabinet lowest, highest and mean value, the time proven within and beyond the limits, the time that nothing proves, gaps, alarms with what was done, doors, defrosts, calibration. Without --date: the period of today, as far as it has come. A PDF needs a file; its name decides the format where --format does not.\n\nExample: larder report day --date 2026-11-28 -o 2026-11-28.pdf',
    'zh-CN':
      'larder report day|week|month [-c larder.yaml] [--date 2026-11-28] [--format pdf|csv|json] [-o 文件]\n\n供人阅读的日、周、月记录：各柜体最低、最高和平均值，已证明在限值内与超限的时长，未证明的时长，缺口，报警与处置，开门、除霜、校准。不写 --date 时为今天所在周期（截至当前）。PDF 须写入文件；未写 --format 时由文件名决定格式。\n\n示例：larder report day --date 2026-11-28 -o 2026-11-28.pdf',
  },
  'report.which': { en: 'There is no report of “{what}”: write day, week or month.', 'zh-CN': '没有“{what}”报告：请写 day、week 或 month。' },
  'report.date': { en: '“{date}” is no date: write 2026-11-28.', 'zh-CN': '“{date}”不是日期：请写成 2026-11-28。' },
  'report.format': { en: 'There is no report as “{format}”: --format is pdf, csv or json.', 'zh-CN': '不支持“{format}”格式：--format 可为 pdf、csv、json。' },
  'report.needs-file': { en: 'A PDF is written to a file: name it with -o.', 'zh-CN': 'PDF 须写入文件：请用 -o 指定。' },
} as const satisfies Messages;
