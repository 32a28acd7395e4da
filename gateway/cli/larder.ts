#!/usr/bin/env node
import { takeTimeLeftOver } from '../app/time-left-over.ts';
import { keepOldHeapSmall, keepYoungHeapSmall } from '../app/young-heap.ts';
import { EdgeError } from '../domain/edge-error.ts';
import { say } from '../domain/messages/catalogue.ts';
import type { Command, Terminal } from './command.ts';
import { errorWords, exitCodeOf } from './error-words.ts';
import { processTerminal } from './terminal.ts';

/** Every word after `larder`. Each is loaded when it is called: a gateway on a small box doesn't carry the simulators. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./demo-command.ts')).demoCommand,
  run: async () => {
    keepYoungHeapSmall();
    return (await import('./run-command.ts')).runCommand;
  },
  check: async () => (await import('./check-command.ts')).checkCommand,
  ports: async () => (await import('./ports-command.ts')).portsCommand,
  scan: async () => (await import('./scan-command.ts')).scanCommand,
  address: async () => (await import('./address-command.ts')).addressCommand,
  probe: async () => (await import('./probe-command.ts')).probeCommand,
  replay: async () => (await import('./replay-command.ts')).replayCommand,
  status: async () => (await import('./status-command.ts')).statusCommand,
  alarms: async () => (await import('./alarms-command.ts')).alarmsCommand,
  acknowledge: async () => (await import('./alarm-act-commands.ts')).acknowledgeCommand,
  confirm: async () => (await import('./alarm-act-commands.ts')).confirmCommand,
  shelve: async () => (await import('./alarm-act-commands.ts')).shelveCommand,
  maintenance: async () => (await import('./alarm-act-commands.ts')).maintenanceCommand,
  notify: async () => (await import('./notify-command.ts')).notifyCommand,
  sample: async () => (await import('./sample-command.ts')).sampleCommand,
  case: async () => (await import('./case-command.ts')).caseCommand,
  board: async () => (await import('./board-command.ts')).boardCommand,
  report: async () => {
    // Beside a running gateway, on the same small box: with the time and the memory that it leaves over, from the first module on.
    takeTimeLeftOver();
    keepYoungHeapSmall();
    keepOldHeapSmall();
    return (await import('./report-command.ts')).reportCommand;
  },
  calibrate: async () => (await import('./calibrate-command.ts')).calibrateCommand,
  compare: async () => (await import('./compare-command.ts')).compareCommand,
  retain: async () => (await import('./retain-command.ts')).retainCommand,
  export: async () => (await import('./export-command.ts')).exportCommand,
  verify: async () => (await import('./verify-command.ts')).verifyCommand,
  simulate: async () => (await import('./simulate-command.ts')).simulateCommand,
  version: async () => (await import('./version-command.ts')).versionCommand,
};

const usage = (terminal: Terminal): string =>
  say(terminal.language, 'command.usage', { commands: Object.keys(COMMANDS).join(' | ') });

const main = async ([called, ...words]: readonly string[], terminal: Terminal): Promise<number> => {
  const name = called === '--version' ? 'version' : called;
  if (name === undefined || name === '--help' || name === '-h') {
    terminal.out(usage(terminal));
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) throw new EdgeError('usage', usage(terminal));
  const command = await load();
  if (words.includes('--help') || words.includes('-h')) {
    terminal.out(command.help(terminal.language));
    return 0;
  }
  return command.run(words, terminal);
};

const terminal = processTerminal(process.env);
try {
  process.exitCode = await main(process.argv.slice(2), terminal);
} catch (error) {
  for (const line of errorWords(error, terminal.language)) terminal.err(line);
  // Whatever a command that failed has left open must not keep the process.
  process.exit(exitCodeOf(error));
}
