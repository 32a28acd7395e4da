import type { Path } from '../data-text/yaml-text.ts';
import type { MessageKey } from '../domain/messages/catalogue.ts';
import type { Filling } from '../domain/messages/message.ts';

/** Something that a rule's shape allows and its sense doesn't. `path` counts from the rule. */
export interface SenseFault {
  readonly path: Path;
  readonly wrong: MessageKey & `alarm.pack.${string}`;
  readonly filling: Filling;
}

/** The fault, its path counted from further up. */
export const below = (path: Path, fault: SenseFault): SenseFault => ({ ...fault, path: [...path, ...fault.path] });
