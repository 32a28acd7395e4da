import { CONFIG_KEY_MESSAGES } from '../domain/messages/config-key-messages.ts';
import { filled, type Language, type Message, type Messages } from '../domain/messages/message.ts';
import { everyKey } from './schema-tree.ts';
import { siteSchema } from './site-schema.ts';

const WORDS: Messages = CONFIG_KEY_MESSAGES;
const ABOUT = 'config.about.';

/** What the key at `place` means, in each language; undefined for a place that nobody has explained. */
export const aboutKey = (place: string): Message | undefined => WORDS[`${ABOUT}${place}`];

/** What the key at `place` means. */
export const keyWords = (place: string, language: Language): string => {
  const about = aboutKey(place);
  return about === undefined ? '' : filled(about, language);
};

/** Places without an explanation, and explanations of no place: both must be empty. */
export const unexplained = (): { readonly places: readonly string[]; readonly explanations: readonly string[] } => {
  const places = everyKey(siteSchema).map(({ place }) => place);
  const explained = Object.keys(WORDS).flatMap((key) => (key.startsWith(ABOUT) ? [key.slice(ABOUT.length)] : []));
  return {
    places: places.filter((place) => aboutKey(place) === undefined),
    explanations: explained.filter((place) => !places.includes(place)),
  };
};
