import { switchOutput } from '../acquire/named-output.ts';
import type { SiteNotify, SiteOutput } from '../config/site.ts';
import type { Clock } from '../domain/clock.ts';
import { EdgeError } from '../domain/edge-error.ts';
import type { SavedState } from '../domain/saved-state.ts';
import type { NoticeWay } from '../domain/supervision-fact.ts';
import { openReferences } from '../evidence/person-reference.ts';
import { judgedByClock } from '../notify/judged-by-clock.ts';
import type { IncomingMessage } from '../notify/modem/incoming.ts';
import { createModem, type Modem } from '../notify/modem/modem-way.ts';
import type { Way } from '../notify/notice.ts';
import type { SwitchedOutput } from '../notify/output-follower.ts';
import type { MessageWay } from '../notify/plan/route.ts';
import type { Host } from './host.ts';
import type { StateChange } from './lasting-states.ts';
import type { NamedLine } from './open-lines.ts';
import type { SitePeople } from './site-people.ts';

/** What the ways need besides the configuration. */
interface WaysNeeds {
  readonly clock: Clock;
  readonly host: Pick<Host, 'openPort' | 'callWebhook'>;
  readonly people: SitePeople;
  readonly dataFolder: string;
  readonly saved: readonly SavedState[];
  /** Resolves when the states that are taken from now on are durable. */
  keep(): Promise<unknown>;
  onMessage(message: IncomingMessage): void;
  onUnreadable(raw: string): void;
  onReport(notice: string, fate: 'delivered' | 'failed'): void;
  onState(change: StateChange): void;
  /** Whether somebody vouches for the time. */
  isTimeSure(): boolean;
  /** A way that could bring nothing can again. */
  onBack(way: MessageWay): void;
}

/** The ways of a site to bring notices, and the modem behind two of them. */
export interface SiteWays {
  readonly ways: ReadonlyMap<NoticeWay, Way>;
  readonly modem?: Modem;
}

/** Opens the ways that the configuration names; each is loaded for a site that has it. */
export const siteWays = async (notify: SiteNotify, needs: WaysNeeds): Promise<SiteWays> => {
  const { people } = needs;
  const modem = notify.modem === undefined ? undefined : modemOf(notify.modem, needs);
  const ways = new Map<NoticeWay, Way>();
  if (modem !== undefined) for (const way of ['voice', 'sms'] as const) ways.set(way, modem);
  if (notify.webhooks.length > 0) ways.set('webhook', judgedByClock(await webhooksOf(notify, needs), needs.isTimeSure));
  if (notify.mail !== undefined) {
    const { createMailWay } = await import('../notify/mail/mail-way.ts');
    const mail = createMailWay(notify.mail, (person) => people.now().find(({ id }) => id === person)?.mail);
    ways.set('mail', judgedByClock(mail, needs.isTimeSure));
  }
  return { ways, ...(modem === undefined ? {} : { modem }) };
};

const modemOf = ({ path, baud, ring, pin }: NonNullable<SiteNotify['modem']>, needs: WaysNeeds): Modem =>
  createModem({
    ...needs,
    ring,
    onBack: () => needs.onBack('sms'),
    ...(pin === undefined ? {} : { pin: { pin, mark: openReferences(needs.dataFolder)(`SIM ${pin}`) } }),
    open: (signal) =>
      needs.host.openPort(
        { link: { kind: 'serial', path }, baud, parity: 'none', dataBits: 8, stopBits: 1 },
        needs.clock,
        signal,
      ),
    phoneOf: (person) => needs.people.now().find(({ id }) => id === person)?.phone,
  });

const webhooksOf = async ({ webhooks }: SiteNotify, { clock, host }: WaysNeeds): Promise<Way> => {
  const { createWebhookWay } = await import('../notify/webhook/webhook-way.ts');
  const { loadWebhookTemplate } = await import('../notify/webhook/webhook-template.ts');
  const templates = webhooks.map(async (webhook) => ({ webhook, template: await loadWebhookTemplate(webhook.template) }));
  return createWebhookWay(await Promise.all(templates), clock, host.callWebhook);
};

/** Lamp and buzzer, each switched through the owner of its line. */
export const siteOutputs = (notify: SiteNotify, lines: () => readonly NamedLine[]): readonly SwitchedOutput[] =>
  (['lamp', 'buzzer'] as const).flatMap((way) => {
    const output = notify[way];
    return output === undefined ? [] : [{ way, device: output.device, switchTo: (on) => switchOn(output, on, lines()) }];
  });

const switchOn = async (output: SiteOutput, on: boolean, lines: readonly NamedLine[]): Promise<void> => {
  const named = lines.find(({ id }) => id === output.line);
  if (named === undefined) throw new EdgeError('line-lost', output.line);
  await switchOutput(named.line, output, on);
};
