/**
 * Whether a calibration has run out: one holds through the day that it is due on. Both dates are local, `2026-11-28`.
 * The screen, the record and each page ask it here, so that they say the same of that day.
 */
export const isOverdue = (due: string | undefined, today: string): boolean => due !== undefined && due < today;
