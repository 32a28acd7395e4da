import type { Profile } from '../../device-profiles/profile.ts';
import { type Finding, fault } from './finding.ts';
import { factorySettings, undecided } from './serial-settings.ts';
import type { Draft } from './site-schema.ts';

/** Lines whose speed or parity nobody has written, and whose devices leave the factory with different ones. */
export const checkSpeeds = (draft: Draft, profiles: ReadonlyMap<string, Profile>): readonly Finding[] =>
  (draft.lines ?? []).flatMap((line, place) => {
    if (line?.id === undefined || line.serial === undefined) return [];
    const own = (draft.devices ?? []).flatMap((device) =>
      device?.line === line.id ? (profiles.get(device?.profile ?? '') ?? []) : [],
    );
    return undecided(line, own).map((key) =>
      fault('undecided', ['lines', place], { key, line: line.id ?? '', settings: factorySettings(key, own) }),
    );
  });
