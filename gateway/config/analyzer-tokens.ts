import type { Finding } from './finding.ts';
import type { Draft } from './site-schema.ts';
import type { AccessNeeds } from './uplink-access.ts';
import { fetchSecret, isReference, refusal } from './uplink-secrets.ts';

/** An analyzer's shared secret, and what is wrong with where it should be. */
interface FoundToken {
  readonly token: string | undefined;
  readonly findings: readonly Finding[];
}

/** Fetches the secret of each analyzer that has one, in the order of the file. */
export const analyzerTokens = (draft: Draft, { folder, environment, connects }: AccessNeeds): Promise<readonly FoundToken[]> =>
  Promise.all(
    (draft.analyzers ?? []).map(async (analyzer, place): Promise<FoundToken> => {
      const written = analyzer?.token;
      if (written === undefined || (!connects && isReference(written))) return { token: undefined, findings: [] };
      const fetched = await fetchSecret(written, folder, environment);
      const findings = refusal(fetched, ['analyzers', place, 'token']);
      return { token: fetched.is === 'secret' ? fetched.secret : undefined, findings };
    }),
  );
