import '../domain/uncompiled-shapes.ts';
import { loadOwnProfiles } from '../../device-profiles/load-own-profiles.ts';
import { loadProfiles, SHIPPED_PROFILES } from '../../device-profiles/load-profiles.ts';
import { loadSite } from '../config/load-site.ts';
import type { Site } from '../config/site.ts';
import type { Language } from '../domain/messages/message.ts';
import { loadRulePacks, SHIPPED_PACKS } from '../rules/load-packs.ts';

/**
 * Reads a box's configuration beside all that comes with Larder.
 * `connects` false: passwords and certificates are neither fetched nor missed; only whoever connects to platforms needs them.
 * Throws EdgeError `config-unreadable`, `config-invalid`, `profile-invalid` or `rules-invalid`, each with all faults.
 */
export const readSite = async (
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
  language: Language,
  connects = true,
): Promise<Site> =>
  await loadSite(file, {
    environment,
    readProfiles: (wanted) => loadProfiles([SHIPPED_PROFILES], language, wanted),
    // Few boxes have analyzers: what reads their profiles is loaded for them alone.
    readAnalyzers: async (wanted) => {
      const { loadAnalyzerProfiles, SHIPPED_ANALYZERS } = await import(
        '../../device-profiles/analyzer/load-analyzer-profiles.ts'
      );
      return await loadAnalyzerProfiles([SHIPPED_ANALYZERS], language, wanted);
    },
    readOwnProfiles: loadOwnProfiles,
    readRules: (wanted) => loadRulePacks(SHIPPED_PACKS, language, wanted),
    readOwnRules: loadRulePacks,
    readOwnLimits: async (folder, words) => {
      const { loadTestLimits, SHIPPED_TEST_LIMITS } = await import('../rules/tests/load-test-limits.ts');
      return (await loadTestLimits([SHIPPED_TEST_LIMITS, folder], words)).items;
    },
    readOwnActions: async (own, words) => {
      const { loadSiteHandling } = await import('../cases/alarms/load-alarm-handling.ts');
      return await loadSiteHandling(own, words);
    },
    readOwnChecklist: async (own, words) => {
      const { readChecklist } = await import('../reports/load-checklists.ts');
      return readChecklist(own, words);
    },
    // The same of municipal interfaces.
    readPlatforms: async (folder, words) => {
      const { loadPlatforms } = await import('../../cloud-bridge/relay/platforms/load-platforms.ts');
      return await loadPlatforms(folder, words);
    },
    connects,
  });
