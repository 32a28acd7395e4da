import { linkText } from '../acquire/finding/link-text.ts';
import { findPortHolders } from '../acquire/finding/port-holders.ts';
import { realPathOf } from '../acquire/finding/system-files.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import { type ChosenLine, runningOwner } from './chosen-line.ts';
import type { Terminal } from './command.ts';
import type { FindingWorld } from './finding-world.ts';

/**
 * Makes sure that nobody else uses a line: two who ask on one wire take each other's answers for their own.
 * @throws EdgeError `gateway-running` where the box's own gateway has the line, `line-busy` where another program has the port.
 */
export const mustBeFreeLine = async (chosen: ChosenLine, world: FindingWorld, { language }: Terminal): Promise<void> => {
  if ((await runningOwner(chosen, world.clock)) !== undefined) {
    throw new EdgeError('gateway-running', say(language, 'finding.gateway-has-it', { line: chosen.configured?.id ?? '' }));
  }
  const path = chosen.link.kind === 'serial' ? await realPathOf(chosen.link.path) : undefined;
  if (path === undefined) return;
  const { byPath } = await findPortHolders(world.roots, new Set([path]));
  const [holder] = byPath.get(path) ?? [];
  if (holder === undefined) return;
  throw new EdgeError('line-busy', say(language, 'finding.held', { line: linkText(chosen.link), ...holder }));
};
