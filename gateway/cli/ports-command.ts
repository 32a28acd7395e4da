import { listSerialPorts, type SerialPortView } from '../acquire/finding/serial-ports.ts';
import { SYSTEM_ROOTS, type SystemRoots } from '../acquire/finding/system-files.ts';
import { textTable } from '../console/text-table.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Language } from '../domain/messages/message.ts';
import type { Command } from './command.ts';
import { parsedOptions } from './options.ts';

/** `larder ports` on a system whose files stand at `roots`. */
export const portsCommandAt = (roots: SystemRoots): Command => ({
  name: 'ports',
  help: (language) => say(language, 'finding.ports.help'),
  run: async (words, { out, err, language }) => {
    const { values } = parsedOptions(words, { language }, { json: { type: 'boolean', default: false } });
    const { ports, unseen } = await listSerialPorts(roots);
    if (values.json) out(JSON.stringify({ ports, unseen }));
    else for (const line of portLines(ports, unseen > 0, language)) out(line);
    if (ports.length === 0) err(say(language, 'finding.ports.none'));
    else if (unseen > 0) err(say(language, 'finding.ports.unseen', { n: unseen }));
    return 0;
  },
});

/** `larder ports`: the serial ports of this box, with the names that survive a restart. */
export const portsCommand: Command = portsCommandAt(SYSTEM_ROOTS);

const portLines = (ports: readonly SerialPortView[], blind: boolean, language: Language): readonly string[] => {
  if (ports.length === 0) return [];
  const head = ['port', 'hardware', 'holder', 'latency', 'rs485'] as const;
  return [
    ...textTable([
      head.map((key) => say(language, `finding.ports.${key}`)),
      ...ports.map((port) => portCells(port, blind, language)),
    ]),
    '',
    say(language, 'finding.ports.write'),
    ...textTable(
      ports.flatMap(({ path, recommended, because }) => [
        [`  ${path}`, recommended],
        ['', say(language, `finding.ports.${because}`)],
      ]),
    ),
  ];
};

const portCells = (port: SerialPortView, blind: boolean, language: Language): readonly string[] => [
  port.path,
  hardwareWords(port),
  holderWords(port, blind, language),
  port.latency === undefined ? '–' : `${port.latency} ms`,
  say(language, `finding.ports.rs485.${port.rs485}`),
];

const hardwareWords = ({ hardware: { usb, driver } }: SerialPortView): string =>
  usb === undefined ? (driver ?? '–') : usb.words || `USB ${usb.vendor}:${usb.product}`;

const holderWords = ({ holders, lock, kernelConsole, access }: SerialPortView, blind: boolean, language: Language): string => {
  const words = [
    ...(access === 'allowed' ? [] : [say(language, `finding.ports.${access}`)]),
    ...(kernelConsole ? [say(language, 'finding.ports.console')] : []),
    ...holders.map(({ command, pid }) => say(language, 'finding.ports.held', { command, pid })),
    ...(lock === undefined || holders.some(({ pid }) => pid === lock.pid) ? [] : [lockWords(lock, language)]),
  ];
  return words.length > 0 ? words.join(', ') : say(language, blind ? 'finding.ports.unseen-holder' : 'finding.ports.free');
};

const lockWords = ({ file, pid, stale }: NonNullable<SerialPortView['lock']>, language: Language): string =>
  stale ? say(language, 'finding.ports.locked-stale', { file }) : say(language, 'finding.ports.locked', { pid: pid ?? '?' });
