import type { AnalyzerProfile } from '../../../device-profiles/analyzer/analyzer-profile.ts';
import type { Understood } from '../../domain/sent-result.ts';
import { understandDayuan } from './dayuan/understand-dayuan.ts';
import { csvReader } from './folder/csv-reader.ts';
import { understandHl7 } from './hl7/understand-hl7.ts';
import { uploadReader } from './http/upload-reader.ts';
import { understandLis02 } from './lis02/understand-lis02.ts';
import { understandTaiyang } from './taiyang/understand-taiyang.ts';
import { textReader } from './text/text-reader.ts';

/**
 * What reads the raw bytes of one transfer by a profile: as they come, and again once the profile is corrected. The reader
 * never throws. Throws profile-invalid for patterns that can't be read.
 */
export const readerOf = (profile: AnalyzerProfile): ((raw: Uint8Array) => Understood) => {
  const { format } = profile;
  switch (format.is) {
    case 'lis02':
      return (raw) => understandLis02(raw, profile, format);
    case 'hl7':
      return (raw) => understandHl7(raw, profile, format);
    case 'taiyang':
      return (raw) => understandTaiyang(raw, profile);
    case 'dayuan':
      return (raw) => understandDayuan(raw, profile);
    case 'text':
      return textReader(profile);
    case 'csv':
      return csvReader(profile);
    case 'http': {
      const read = uploadReader(profile);
      return (raw) => read(raw).understood;
    }
  }
};
