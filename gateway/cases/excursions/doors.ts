import type { Channel } from '../../domain/channel.ts';

/** Where a contact's rule says nothing of doors: any value from here on is open. */
const OPEN_FROM = 0.5;

/** The contacts of doors, as the channels of cabinets name them. */
export interface Doors {
  /** True where the channel at this place is a door's contact. */
  isDoor(place: number): boolean;
  /** One value of a contact. Gives the contact's channel where its door has just been opened. */
  see(place: number, value: number): string | undefined;
  /** Whether the door of this contact stands open, as far as is known. */
  isOpen(door: string): boolean;
}

/** Watches the doors of these channels. After a restart nothing is known of them: what a contact says first is no opening. */
export const createDoors = (channels: readonly Channel[]): Doors => {
  const named = new Set(channels.flatMap(({ door }) => (door === undefined ? [] : [door])));
  const contacts = channels.map((channel) => (named.has(channel.id) ? channel : undefined));
  const open = new Map<string, boolean>();
  return {
    isDoor: (place) => contacts[place] !== undefined,
    see: (place, value) => {
      const contact = contacts[place];
      if (contact === undefined) return undefined;
      const before = open.get(contact.id);
      const isOpen = isOpenAt(contact, value);
      open.set(contact.id, isOpen);
      return before === false && isOpen ? contact.id : undefined;
    },
    isOpen: (door) => open.get(door) === true,
  };
};

const isOpenAt = ({ rule }: Channel, value: number): boolean => {
  const limit = rule?.limits.find(({ cause }) => cause === 'door');
  if (limit === undefined) return value >= OPEN_FROM;
  return limit.side === 'high' ? value > limit.value : value < limit.value;
};
