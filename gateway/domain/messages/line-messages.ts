import type { Messages } from './message.ts';

export const LINE_MESSAGES = {
  'line.state.lost': { en: 'THE PORT IS GONE; it is tried again by itself', 'zh-CN': '端口丢失，正在自动重试' },
  'line.state.noisy': { en: 'NEVER QUIET: noise, or a second master, on the wire', 'zh-CN': '线路始终不安静：有干扰，或有另一个主站' },
  'line.state.overloaded': { en: 'TOO SLOW for all it is asked: read less often, or at a higher speed', 'zh-CN': '线路太慢，来不及完成全部读取：请降低读取频率或提高波特率' },
  'line.state.early': { en: 'ANSWERS COME BEFORE THEIR QUESTIONS END, so none is taken: “baud” is lower than the wire’s own; set it to the converter’s speed', 'zh-CN': '应答总在请求发完之前到达，因此不予采用：所配波特率低于线路的实际波特率，请改成转换器的波特率' },
  'line.state.unlike': { en: 'ANSWERS UNLIKE ITS PROFILE: is it the right device at this unit id, and the right profile?', 'zh-CN': '应答与其配置的型号不符：请确认该站号上的设备及所选型号是否正确' },
  'line.state.calibration-due': { en: 'CALIBRATION DUE', 'zh-CN': '校准到期' },
  'line.state.silent': { en: 'DOES NOT ANSWER: check power, wiring and unit id', 'zh-CN': '没有应答：请检查电源、接线和站号' },
} as const satisfies Messages;
