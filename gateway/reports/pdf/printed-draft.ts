import type { UtcMillis } from '../../domain/clock.ts';
import type { Draft } from '../draft.ts';
import type { PeriodKind } from '../report-period.ts';
import type { Signing } from '../signing.ts';
import type { NameOf } from './alarm-table.ts';

/** The check that a person signs, as a page needs it. */
export interface PrintedDraft {
  readonly draft: Draft;
  readonly period: PeriodKind;
  /** Its first local date, and its end. */
  readonly date: string;
  readonly to: UtcMillis;
  readonly signing: Signing;
  readonly hash: string;
  readonly timezone: string;
  readonly nameOf: NameOf;
}
