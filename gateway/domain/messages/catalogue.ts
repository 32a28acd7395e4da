import { ALARM_ACT_MESSAGES } from './alarm-act-messages.ts';
import { ALARM_MESSAGES } from './alarm-messages.ts';
import { ANALYZER_PROFILE_MESSAGES } from './analyzer-profile-messages.ts';
import { COMMAND_MESSAGES } from './command-messages.ts';
import { CONFIG_MESSAGES } from './config-messages.ts';
import { DATA_MESSAGES } from './data-messages.ts';
import { DEMO_MESSAGES } from './demo-messages.ts';
import { FINDING_MESSAGES } from './finding-messages.ts';
import { FORM_MESSAGES } from './form-messages.ts';
import { HINT_MESSAGES } from './hint-messages.ts';
import { KITCHEN_MESSAGES } from './kitchen-messages.ts';
import { LIMITS_MESSAGES } from './limits-messages.ts';
import { LINE_MESSAGES } from './line-messages.ts';
import { type Filling, filled, LANGUAGES, type Language } from './message.ts';
import { NOTIFY_MESSAGES } from './notify-messages.ts';
import { PLATFORM_MESSAGES } from './platform-messages.ts';
import { PROFILE_MESSAGES } from './profile-messages.ts';
import { RECORD_MESSAGES } from './record-messages.ts';
import { REHEARSAL_MESSAGES } from './rehearsal-messages.ts';
import { RELAY_MESSAGES } from './relay-messages.ts';
import { REPORT_MESSAGES } from './report-messages.ts';
import { SCENARIO_MESSAGES } from './scenario-messages.ts';
import { SCREEN_MESSAGES } from './screen-messages.ts';
import { STATION_COMMAND_MESSAGES } from './station-command-messages.ts';
import { STATION_MESSAGES } from './station-messages.ts';

/** Every text that a person sees, by key, in each language. */
export const CATALOGUE = {
  ...ALARM_ACT_MESSAGES,
  ...ALARM_MESSAGES,
  ...ANALYZER_PROFILE_MESSAGES,
  ...COMMAND_MESSAGES,
  ...CONFIG_MESSAGES,
  ...DATA_MESSAGES,
  ...DEMO_MESSAGES,
  ...FINDING_MESSAGES,
  ...FORM_MESSAGES,
  ...HINT_MESSAGES,
  ...KITCHEN_MESSAGES,
  ...LIMITS_MESSAGES,
  ...LINE_MESSAGES,
  ...NOTIFY_MESSAGES,
  ...PLATFORM_MESSAGES,
  ...PROFILE_MESSAGES,
  ...RECORD_MESSAGES,
  ...REHEARSAL_MESSAGES,
  ...RELAY_MESSAGES,
  ...REPORT_MESSAGES,
  ...SCENARIO_MESSAGES,
  ...SCREEN_MESSAGES,
  ...STATION_MESSAGES,
  ...STATION_COMMAND_MESSAGES,
} as const;

export type MessageKey = keyof typeof CATALOGUE;

/** The text behind `key` in `language`, its places filled. */
export const say = (language: Language, key: MessageKey, filling?: Filling): string => filled(CATALOGUE[key], language, filling);

/** The language of an environment's LANG, LC_ALL or LC_MESSAGES: Chinese where it says so, else English. */
export const languageOf = (locale: string | undefined): Language => (/^zh/i.test(locale ?? '') ? LANGUAGES[1] : LANGUAGES[0]);
