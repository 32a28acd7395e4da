import type { Clock } from '../../domain/clock.ts';
import type { Kept, Transfer } from '../../domain/sent-result.ts';
import type { LentThing } from '../line/line-connection.ts';
import type { PortSettings } from '../line/line-settings.ts';
import type { OpenedPort } from '../line/opened-port.ts';
import type { AnalyzerSettings } from './analyzer-settings.ts';
import type { Conversation, ConversationCounters } from './conversation.ts';
import { conversationOf } from './conversation-of.ts';
import { openDropFolder } from './folder/drop-folder.ts';
import { openUploadServer } from './http/upload-server.ts';
import { openListener } from './listener.ts';

/** What a road needs, whatever it is. */
export interface RoadNeeds {
  readonly clock: Clock;
  /** IANA time zone of the site. */
  readonly timezone?: string;
  readonly counters: ConversationCounters;
  /** Opens a port, a new one at each call. */
  open(settings: PortSettings, signal: AbortSignal): Promise<OpenedPort>;
  keep(transfer: Transfer): Promise<Kept>;
  /** One of the conversations can't read what comes, or can again. */
  onUnreadable(talk: object, active: boolean, why: string): void;
  /** Something that a technician may want to know. */
  warn(details: Readonly<Record<string, unknown>>, words: string): void;
}

/** Opens the road on which an analyzer's results come, a new one at each call. Throws as the port does, and profile-invalid. */
export const openRoad = async (settings: AnalyzerSettings, needs: RoadNeeds, signal: AbortSignal): Promise<LentThing> => {
  const { link } = settings;
  switch (link.kind) {
    case 'folder':
      return openDropFolder({ ...settings, path: link.path }, needs);
    case 'http':
      return openUploadServer(settings, link, needs);
    case 'listen':
      return openListener(link, needs.clock, (write) => converse(settings, needs, write));
    case 'serial':
      return talkOn(await needs.open({ ...settings, link }, signal), (write) => converse(settings, needs, write));
    case 'tcp':
      return talkOn(await needs.open({ ...settings, link: { ...link, kind: 'tcp' } }, signal), (write) =>
        converse(settings, needs, write),
      );
  }
};

const converse = (settings: AnalyzerSettings, needs: RoadNeeds, write: (bytes: Uint8Array) => void): Conversation => {
  const talk = {};
  const { clock, counters, keep, onUnreadable, timezone } = needs;
  const conversation = conversationOf({
    analyzer: settings.id,
    profile: settings.profile,
    clock,
    ...(timezone === undefined ? {} : { timezone }),
    write,
    keep,
    onUnreadable: (active, why) => onUnreadable(talk, active, why),
    counters,
  });
  const close = (): void => {
    conversation.close();
    onUnreadable(talk, false, 'closed');
  };
  return { onBytes: (bytes) => conversation.onBytes(bytes), close };
};

/** A port with a conversation on it: both end together. */
const talkOn = (port: OpenedPort, begin: (write: (bytes: Uint8Array) => void) => Conversation): LentThing => {
  const conversation = begin((bytes) => port.write(bytes));
  port.onBytes((bytes) => conversation.onBytes(bytes));
  return {
    onLost: (listener) =>
      port.onLost((reason) => {
        conversation.close();
        listener(reason);
      }),
    close: () => {
      conversation.close();
      return port.close();
    },
  };
};
