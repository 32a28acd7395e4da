import { z } from 'zod';
import { askGateway } from '../app/ask-gateway.ts';
import { readSite } from '../app/read-site.ts';
import { type GatewayStatus, statusSchema } from '../app/status.ts';
import { systemClock } from '../app/system-clock.ts';
import { noticeLines } from '../console/notice-lines.ts';
import { type Millis, sleep } from '../domain/clock.ts';
import { say } from '../domain/messages/catalogue.ts';
import { wrongUse } from './ask-alarms.ts';
import type { Command } from './command.ts';
import { CONFIG_OPTION, parsedOptions } from './options.ts';

const answerSchema = z.object({ notices: z.array(z.string()) });

type Notices = NonNullable<GatewayStatus['notify']>['last'];

/** A call that rings for two minutes, behind a few others. */
const LONGEST_WAIT: Millis = 300_000;
const LOOK: Millis = 1_000;

const TEXT = { type: 'string' } as const;

/** `larder notify test`: sends a test to a person, and waits for what becomes of it; exit 1 where some of it did not go out. */
export const notifyCommand: Command = {
  name: 'notify',
  help: (language) => say(language, 'notify.help'),
  run: async (words, terminal) => {
    const options = { ...CONFIG_OPTION, to: TEXT, by: TEXT, ways: TEXT, json: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parsedOptions(words, terminal, options, true);
    const { config, to, by, ways, json } = values;
    if (positionals.join() !== 'test' || to === undefined || by === undefined) throw wrongUse(terminal.language, 'notify.usage');
    const { dataFolder, gateway } = await readSite(config, terminal.environment, terminal.language, false);
    const request = { ask: 'notify', do: 'test', to, by, ...(ways === undefined ? {} : { ways: ways.split(',') }) };
    const { notices } = answerSchema.parse(await askGateway(dataFolder, request, systemClock, gateway.language));
    const last = await fatesOf(dataFolder, notices);
    if (json) terminal.out(JSON.stringify(last));
    else for (const line of noticeLines({ waiting: 0, last }, gateway.timezone, gateway.language).slice(1)) terminal.out(line);
    return last.length === notices.length && last.every(isWell) ? 0 : 1;
  },
};

const isWell = ({ fate }: Notices[number]): boolean => fate === 'sent' || fate === 'delivered' || fate === 'answered';

/** Waits until each notice went out, or failed for now. */
const fatesOf = async (dataFolder: string, ids: readonly string[]): Promise<Notices> => {
  for (let waited = 0; ; waited += LOOK) {
    const status = statusSchema.parse(await askGateway(dataFolder, { ask: 'status' }, systemClock));
    const mine = (status.notify?.last ?? []).filter(({ id }) => ids.includes(id));
    const done = mine.filter(({ fate }) => fate !== 'begun').length === ids.length;
    if (done || waited >= LONGEST_WAIT) return mine;
    await sleep(systemClock, LOOK);
  }
};
