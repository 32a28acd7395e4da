import type { Messages } from './message.ts';

export const LINE_MESSAGES = {
  'line.state.lost': { en: 'THE PORT IS GONE; it is tried again by itself', 'zh-CN': '端口丢失，正在自动重试' },
  'line.state.noisy': { en: 'NEVER QUIET: noise, or a second master, on the wire', 'zh-CN': '线路始终不安静：有干扰，或有另一个主站' },
  'line.state.overloaded': { en: 'TOO SLOW for all it is asked: read less often, or at a higher speed', 'zh-CN': '线路太慢，来不及完成全部读取：请降低读取频率或提高波特率' },
  'line.state.early': { en: 'ANSWERS COME BEFORE THEIR QUESTIONS END, so none is taken: “baud” is lower than the wire’s own; set it to the converter’s speed', 'zh-CN': '应答总在请求发完之前到达，因此不予采用：所配波特率低于线路的实际波特率，请改成转换器的波特率' },
  'line.state.unlike': { en: 'ANSWERS UNLIKE ITS PROFILE: is it the right device at this unit id, and the right profile?', 'zh-CN': '应答与其配置的型号不符：请确认该站号上的设备及所选型号是否正确' },
  'line.state.calibration-due': { en: 'CALIBRATION DUE', 'zh-CN': '校准到期' },
  'line.state.silent': { en: 'DOES NOT ANSWER: check power, wiring and unit id', 'zh-CN': '没有应答：请检查电源、接线和站号' },
  'line.loss': { en: '{words} ({reason})', 'zh-CN': '{words}（{reason}）' },
  'line.loss.closed': { en: 'the device hung up: is its only place taken by another program?', 'zh-CN': '对方断开了连接：是否已被其他程序占用？' },
  'line.loss.another': { en: 'another adapter is plugged in there', 'zh-CN': '该端口上换了另一个适配器' },
  'line.loss.slow': { en: 'it took too long to open', 'zh-CN': '打开端口超时' },
  'line.loss.refused': { en: 'nothing listens at this address and port', 'zh-CN': '该地址和端口上没有服务在监听' },
  'line.loss.reset': { en: 'the device broke the connection off', 'zh-CN': '对方强行中断了连接' },
  'line.loss.timeout': { en: 'the device did not answer in time', 'zh-CN': '连接超时，对方没有响应' },
  'line.loss.unreachable': { en: 'there is no way to this address in the network', 'zh-CN': '网络无法到达该地址' },
  'line.loss.missing': { en: 'there is no such port: is the adapter plugged in?', 'zh-CN': '找不到该端口：适配器是否已插好？' },
  'line.loss.forbidden': { en: 'Larder may not use this port', 'zh-CN': '没有使用该端口的权限' },
} as const satisfies Messages;
