import { resolve } from 'node:path';
import type { NotifySecrets } from './notify-access.ts';
import type { SiteDevice, SiteNotify, SiteOutput, SiteWebhook } from './site.ts';
import type { SiteFile } from './site-schema.ts';

type FileNotify = NonNullable<SiteFile['notify']>;

/** What the ways to tell people are built from besides their part of the file. */
interface NotifyNeeds {
  readonly folder: string;
  readonly devices: readonly SiteDevice[];
  readonly secrets: NotifySecrets;
}

/** What each modem understands that sets its speed by itself. */
const MODEM_BAUD = 115_200;

/** The ways to tell people of a file in which nothing is wrong, with their secrets and absolute paths. */
export const buildNotify = (file: FileNotify, needs: NotifyNeeds): SiteNotify => {
  const { steps, again, perHour, signOfLife, deadlines, modem, mail } = file;
  const lamp = outputOf(file.lamp, needs.devices);
  const buzzer = outputOf(file.buzzer, needs.devices);
  return {
    steps,
    again,
    perHour,
    deadlines,
    webhooks: file.webhooks.map((webhook, place) => webhookOf(webhook, place, needs)),
    ...(signOfLife === undefined ? {} : { signOfLife }),
    ...(modem === undefined ? {} : { modem: modemOf(modem, needs) }),
    ...(mail === undefined ? {} : { mail: mailOf(mail, needs) }),
    ...(lamp === undefined ? {} : { lamp }),
    ...(buzzer === undefined ? {} : { buzzer }),
  };
};

const modemOf = ({ serial, baud = MODEM_BAUD, ring }: NonNullable<FileNotify['modem']>, { folder, secrets }: NotifyNeeds) => {
  const pin = secrets.get('modem.pin');
  return { path: resolve(folder, serial), baud, ring, ...(pin === undefined ? {} : { pin }) };
};

const webhookOf = (
  { id, url, template, ca }: FileNotify['webhooks'][number],
  place: number,
  { folder, secrets }: NotifyNeeds,
): SiteWebhook => {
  const token = secrets.get(`webhooks.${place}.token`);
  const secret = secrets.get(`webhooks.${place}.secret`);
  return {
    id,
    url,
    template,
    ...(token === undefined ? {} : { token }),
    ...(secret === undefined ? {} : { secret }),
    ...(ca === undefined ? {} : { ca: resolve(folder, ca) }),
  };
};

const mailOf = ({ server, from, username, ca }: NonNullable<FileNotify['mail']>, { folder, secrets }: NotifyNeeds) => {
  const password = secrets.get('mail.password');
  return {
    server,
    from,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(ca === undefined ? {} : { ca: resolve(folder, ca) }),
  };
};

const outputOf = (written: FileNotify['lamp'], devices: readonly SiteDevice[]): SiteOutput | undefined => {
  const device = devices.find(({ id }) => id === written?.device);
  const register = device?.profile.registers.find(({ name }) => name === written?.coil);
  if (device === undefined || register === undefined) return undefined; // checked before, or absent
  const { id, line, unit, profile } = device;
  return { device: id, line, unit, profile, register };
};
