import { EdgeError, type EdgeErrorCode, wordsOf } from '../../domain/edge-error.ts';

const BY_CODE: Readonly<Record<string, EdgeErrorCode>> = {
  ENOENT: 'line-not-found',
  ENXIO: 'line-not-found',
  ENODEV: 'line-not-found',
  ENOTFOUND: 'line-not-found',
  EAI_AGAIN: 'line-not-found',
  ECONNREFUSED: 'line-not-found',
  EHOSTUNREACH: 'line-not-found',
  ENETUNREACH: 'line-not-found',
  ETIMEDOUT: 'line-not-found',
  EACCES: 'line-forbidden',
  EPERM: 'line-forbidden',
  EBUSY: 'line-busy',
  EADDRINUSE: 'line-busy',
  EADDRNOTAVAIL: 'line-not-found',
};

// The serial library gives words instead of codes: `Error: No such file or directory, cannot open /dev/ttyUSB0`.
const BY_WORDS: readonly (readonly [RegExp, EdgeErrorCode])[] = [
  [/no such (file|device)/i, 'line-not-found'],
  [/permission denied|not permitted/i, 'line-forbidden'],
  [/cannot lock|resource busy|temporarily unavailable/i, 'line-busy'],
];

const codeOf = (cause: unknown): EdgeErrorCode => {
  const code = cause instanceof Error && 'code' in cause ? BY_CODE[String(cause.code)] : undefined;
  return code ?? BY_WORDS.find(([pattern]) => pattern.test(wordsOf(cause)))?.[1] ?? 'line-lost';
};

/** Why a port couldn't be opened: line-not-found, line-forbidden, line-busy, or line-lost for whatever else. */
export const openingFault = (where: string, cause: unknown): EdgeError =>
  cause instanceof EdgeError ? cause : new EdgeError(codeOf(cause), `${where}: ${wordsOf(cause)}`, { cause });
