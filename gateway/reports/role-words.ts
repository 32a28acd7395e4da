import { CATALOGUE, type MessageKey, say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

/** A role that signs, as people call it; a role of the site's own stands as it is written. */
export const roleWords = (role: string, language: Language): string => {
  const key = `report.role.${role}`;
  return isKey(key) ? say(language, key) : role;
};

const isKey = (key: string): key is MessageKey => Object.hasOwn(CATALOGUE, key);
