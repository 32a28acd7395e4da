/** The languages of every text that a person sees. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in each language; `{name}` marks what is filled in. */
export type Message = Readonly<Record<Language, string>>;

/** An area of the catalogue: `key` to message. Keys begin with the area's name. */
export type Messages = Readonly<Record<string, Message>>;

/** What fills the places of a message. */
export type Filling = Readonly<Record<string, string | number>>;

/** The message in `language`, its places filled; a place that nothing fills stays visible as `{name}`. */
export const filled = (message: Message, language: Language, filling: Filling = {}): string => message[language].replace(/\{(\w+)\}/g, (place, name: string) => String(filling[name] ?? place));
