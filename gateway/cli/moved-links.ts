import type { Scenario, ScenarioLine } from '../../simulators/world/scenario-schema.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';

type ScenarioAnalyzer = Scenario['analyzers'][number];

const netPlaceOf = (address: string): { readonly host: string; readonly port: number } | undefined => {
  const [, host, port] = /^([^:/]+):(\d{1,5})$/.exec(address) ?? [];
  return host === undefined ? undefined : { host, port: Number(port) };
};

/** The line at another address: `host:port`, as the scenario's own kind of TCP, or a serial port's path. */
const movedLine = (line: ScenarioLine, address: string): ScenarioLine => {
  const link = netPlaceOf(address);
  const { tcp, rtuOverTcp, serial, ...rest } = line;
  if (link === undefined) return { ...rest, serial: address };
  return rtuOverTcp === undefined ? { ...rest, tcp: link } : { ...rest, rtuOverTcp: link };
};

/** The analyzer elsewhere: `http://…` to upload to, `host:port` to call or to listen on, as the scenario says, or a serial port's path. */
const movedAnalyzer = (analyzer: ScenarioAnalyzer, address: string): ScenarioAnalyzer => {
  const link = netPlaceOf(address);
  const { tcp, connect, serial, http, ...rest } = analyzer;
  if (http !== undefined) return { ...rest, http: address };
  if (link === undefined) return { ...rest, serial: address };
  return connect === undefined ? { ...rest, tcp: link } : { ...rest, connect: link };
};

/** The id and the address of `ID=ADDRESS`. */
const moveOf = (wish: string, language: Language): readonly [id: string, address: string] => {
  const [, id, address] = /^([^=]+)=(.+)$/.exec(wish) ?? [];
  if (id === undefined || address === undefined) throw new EdgeError('usage', say(language, 'scenario.move', { wish }));
  const [, port] = /^[^:/]+:(\d+)$/.exec(address) ?? [];
  if (Number(port ?? 0) > 65_535) throw new EdgeError('usage', say(language, 'scenario.move-port', { wish, port: port ?? '' }));
  return [id, address];
};

/** The scenario with its lines and analyzers where `ID=ADDRESS` wants them. Throws EdgeError `usage` for an id that it hasn't, and for what is no address. */
export const withMovedLinks = (scenario: Scenario, wishes: readonly string[], language: Language): Scenario => {
  const known = [...scenario.lines, ...scenario.analyzers].map(({ id }) => id);
  const moves = new Map(wishes.map((wish) => moveOf(wish, language)));
  for (const id of moves.keys())
    if (!known.includes(id)) {
      const remedy = say(language, 'scenario.unknown.do', { known: known.join(', ') });
      throw new EdgeError('usage', `${say(language, 'scenario.unknown', { id })} ${remedy}`);
    }
  const moved = <Link extends { readonly id: string }>(link: Link, move: (link: Link, address: string) => Link): Link => {
    const address = moves.get(link.id);
    return address === undefined ? link : move(link, address);
  };
  return {
    ...scenario,
    lines: scenario.lines.map((line) => moved(line, movedLine)),
    analyzers: scenario.analyzers.map((analyzer) => moved(analyzer, movedAnalyzer)),
  };
};
