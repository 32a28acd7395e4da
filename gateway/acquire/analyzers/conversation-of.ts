import { EdgeError } from '../../domain/edge-error.ts';
import type { Conversation, ConversationNeeds } from './conversation.ts';
import { createDayuanConversation } from './dayuan/dayuan-conversation.ts';
import { MllpConversation } from './hl7/mllp-conversation.ts';
import { Lis01Conversation } from './lis01/lis01-conversation.ts';
import { readerOf } from './reader-of.ts';
import { createTaiyangConversation } from './taiyang/taiyang-conversation.ts';
import { createTextConversation } from './text/text-conversation.ts';

/**
 * Begins to talk on an open port, by the profile's protocol. Folders and HTTP have no port of their own. Throws
 * profile-invalid where the profile's protocol doesn't run on one, or its format doesn't travel on it.
 */
export const conversationOf = (needs: ConversationNeeds): Conversation => {
  const { id, link } = needs.profile;
  switch (link.protocol) {
    case 'lis01':
      return new Lis01Conversation({ ...needs, link, understand: readerOf(needs.profile) });
    case 'mllp':
      return new MllpConversation({ ...needs, link, understand: readerOf(needs.profile) });
    case 'taiyang':
      return createTaiyangConversation(needs);
    case 'dayuan':
      return createDayuanConversation(needs);
    case 'text':
      return createTextConversation(needs);
    case 'folder':
    case 'http':
      throw new EdgeError('profile-invalid', `${id}: the protocol ${link.protocol} doesn’t run on a port`);
  }
};
