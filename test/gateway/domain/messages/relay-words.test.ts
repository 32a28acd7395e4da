import { expect, test } from 'vitest';
import { RELAY_STATES } from '../../../../cloud-bridge/relay/relay-state.ts';
import { RELAY_MESSAGES } from '../../../../gateway/domain/messages/relay-messages.ts';

test('every state of an uplink has its words, and none has words that can’t be', () =>
  expect(Object.keys(RELAY_MESSAGES).sort()).toEqual(RELAY_STATES.map((state) => `relay.state.${state}`).sort()));
