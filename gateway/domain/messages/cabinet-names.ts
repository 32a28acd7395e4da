import { RECORD } from '../alarm.ts';
import type { Channel, ChannelId } from '../channel.ts';
import { say } from './catalogue.ts';
import type { Language } from './message.ts';

/** Names what an alarm is about as people call it: its channel's cabinet, or the box itself. What is no channel any more keeps its id. */
export const cabinetNames = (channels: readonly Pick<Channel, 'id' | 'cabinet'>[], language: Language): ((channel: ChannelId) => string) => {
  const cabinets = new Map(channels.map(({ id, cabinet }) => [id, cabinet]));
  return (id) => (id === RECORD ? say(language, 'alarm.the-box') : (cabinets.get(id) ?? id));
};
