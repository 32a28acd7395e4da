import type { Language } from './messages/message.ts';

/** Every way in which Larder says that something is wrong: a closed list, each explained in the README. */
export const EDGE_ERROR_CODES = [
  'usage', // the command was called wrongly
  'config-unreadable', // the configuration file can't be read
  'config-invalid', // the configuration has faults; all are listed
  'profile-invalid', // a device profile has faults
  'rules-invalid', // a rule pack has faults
  'limits-invalid', // the limits of rapid tests have faults
  'scenario-invalid', // a simulation scenario has faults
  'data-folder-unwritable', // the data folder can't be written
  'gateway-running', // another process holds the journal
  'gateway-not-running', // nothing answers on the data folder's socket
  'request-refused', // the running gateway can't do what it was asked
  'key-unreadable', // the signing key is missing, damaged or open to others
  'journal-damaged', // the journal's file can't be read as a database
  'record-uncopied', // the record lies where nothing can be written, and no copy could be made to read it from
  'journal-newer', // the journal was written by a newer Larder
  'journal-full', // the disk or the budget is full
  'journal-lost', // the journal's worker ended
  'record-foreign', // the record in this folder is another gateway's
  'record-broken', // a chain, a hash or a signature doesn't hold
  'file-unreadable', // a file given to a command can't be read
  'file-unwritable', // a file that a command was to write can't be written
  'trace-invalid', // a recorded trace has lines that are no readings
  'line-not-found', // the serial port or host isn't there
  'line-busy', // another program holds the port
  'line-forbidden', // this user may not open the port
  'line-lost', // the line was lost in mid-use
  'no-answer', // the device didn't answer in time
  'frame-corrupt', // what came back is not a valid answer
  'device-exception', // the device answered with a Modbus exception
  'write-denied', // the deny list forbids this register
  'write-unconfirmed', // what was written doesn't read back
  'unit-taken', // another device already has this unit id
  'profile-unfit', // the device doesn't answer as this profile says
  'recipe-missing', // the profile doesn't say how the unit id is set
  'broker-unreachable', // the broker can't be reached
  'broker-refused', // the broker refused user, password or client
  'broker-name-taken', // another client connects to the broker under this box's name
  'broker-untrusted', // the broker's certificate can't be trusted
  'platform-invalid', // the data file of a municipal interface has faults
  'platform-unreachable', // the platform can't be reached, or doesn't answer as agreed
  'platform-refused', // the platform refused user, password, station or device
  'platform-untrusted', // the platform's certificate can't be trusted
] as const;
export type EdgeErrorCode = (typeof EDGE_ERROR_CODES)[number];

/** One fault of a file or a request: where it is, what is wrong, and what to write instead. */
export interface Fault {
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** The place in words: `devices[2].unit`. */
  readonly place?: string;
  readonly wrong: string;
  readonly remedy: string;
}

export interface EdgeErrorOptions extends ErrorOptions {
  /** All faults at once, where there are several. */
  readonly faults?: readonly Fault[];
  /** The language that its words are in, where it isn't that of whoever called: a gateway speaks its site's. */
  readonly language?: Language | undefined;
}

/** The one error class. Its hint, in plain words for the person beside the cabinet, is the message `hint.<code>`. */
export class EdgeError extends Error {
  override readonly name = 'EdgeError';
  readonly code: EdgeErrorCode;
  readonly faults: readonly Fault[];
  readonly language: Language | undefined;

  constructor(code: EdgeErrorCode, message: string, options: EdgeErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.faults = options.faults ?? [];
    this.language = options.language;
  }

  get hint(): `hint.${EdgeErrorCode}` {
    return `hint.${this.code}`;
  }
}

const TRANSIENT: ReadonlySet<EdgeErrorCode> = new Set([
  'no-answer',
  'frame-corrupt',
  'line-lost',
  'broker-unreachable',
  'platform-unreachable',
]);

/** True where asking again may help without anybody doing anything. */
export const worthAskingAgain = (error: unknown): boolean => error instanceof EdgeError && TRANSIENT.has(error.code);

/** The words of anything that was thrown. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
