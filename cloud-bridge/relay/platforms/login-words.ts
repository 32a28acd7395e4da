import type { LoginWord } from './body-template.ts';
import { md5 } from './fill-body.ts';
import type { PlatformLogin } from './platform-interface.ts';

/** What an uplink shows a platform. */
export interface PlatformCredentials {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** What each recipe gives to bodies; `token` only once checked in. */
export const WORDS_OF_RECIPES: Readonly<Record<PlatformLogin['recipe'], readonly LoginWord[]>> = {
  none: [],
  plain: ['username', 'password'],
  'md5-password': ['username', 'password-md5', 'user-password-md5'],
  session: ['username', 'password', 'password-md5', 'token'],
};

/** The words of a recipe, but for a session's token. */
export const loginWords = (
  login: PlatformLogin,
  { username = '', password = '' }: PlatformCredentials,
): Partial<Record<LoginWord, string>> => {
  switch (login.recipe) {
    case 'none':
      return {};
    case 'plain':
      return { username, password };
    case 'session':
      return { username, password, 'password-md5': md5(password, login.letters) };
    case 'md5-password': {
      const hash = md5(password, login.letters);
      return { username, 'password-md5': hash, 'user-password-md5': md5(`${username}${login.between}${hash}`, login.letters) };
    }
  }
};
