// 3GPP TS 27.005, 3.2.5, and TS 24.011, annex E: barred, unidentified, rejected, not subscribed, not implemented.
const NO_SMS: ReadonlySet<number> = new Set([8, 10, 28, 29, 30, 50, 69]);

/** True for an error by which the network says that it takes no short message of this SIM, whatever is in it: `+CMS ERROR: 50`. */
export const isBarred = (words: string): boolean => NO_SMS.has(Number(/^\+CMS ERROR: (\d+)/.exec(words)?.[1] ?? Number.NaN));
