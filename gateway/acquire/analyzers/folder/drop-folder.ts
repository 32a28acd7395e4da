import { lstat, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnalyzerProfile } from '../../../../device-profiles/analyzer/analyzer-profile.ts';
import type { Cancel, Clock, Millis } from '../../../domain/clock.ts';
import { EdgeError, wordsOf } from '../../../domain/edge-error.ts';
import type { Kept, Transfer, Understood } from '../../../domain/sent-result.ts';
import type { LentThing } from '../../line/line-connection.ts';
import { openingFault } from '../../line/port-fault.ts';
import type { ConversationCounters } from '../conversation.ts';
import { csvReader } from './csv-reader.ts';

/** A file is complete when it is the same at two looks so far apart. Shares of other machines tell of nothing, so it is looked. */
const LOOK_EVERY: Millis = 1_000;

/** A larger file is no file of results. */
const LARGEST_FILE = 4_000_000;

/** So many files are looked at in one round; the others wait for the next. */
const MOST_FILES = 1_000;

/** What a folder needs. */
interface FolderNeeds {
  readonly clock: Clock;
  readonly counters: ConversationCounters;
  keep(transfer: Transfer): Promise<Kept>;
  warn(details: Readonly<Record<string, unknown>>, words: string): void;
}

/** Which folder, and how its files are read. */
interface FolderSettings {
  readonly id: string;
  readonly path: string;
  readonly profile: AnalyzerProfile;
}

/** What shows that a file is the one that was seen, and no longer. */
interface Face {
  readonly text: string;
  readonly size: number;
  /** When it was written last. */
  readonly writtenAt: number;
}

/** A folder into which another program drops files. Each is kept, then moved away; none is ever deleted. */
class DropFolder implements LentThing {
  readonly #settings: FolderSettings;
  readonly #needs: FolderNeeds;
  readonly #ending: string;
  readonly #read: (raw: Uint8Array) => Understood;
  #seen: ReadonlyMap<string, string> = new Map();
  #next: Cancel | undefined;
  #looking: Promise<void> = Promise.resolve();
  #onLost: ((reason: string) => void) | undefined;
  #open = true;

  constructor(settings: FolderSettings, ending: string, needs: FolderNeeds) {
    this.#settings = settings;
    this.#needs = needs;
    this.#ending = ending;
    this.#read = csvReader(settings.profile);
  }

  async open(): Promise<void> {
    for (const folder of ['done', 'refused']) await mkdir(join(this.#settings.path, folder), { recursive: true });
    this.#lookLater(0);
  }

  onLost(listener: (reason: string) => void): void {
    this.#onLost = listener;
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#next?.();
    await this.#looking;
  }

  #lookLater(pause: Millis): void {
    if (!this.#open) return;
    this.#next = this.#needs.clock.after(pause, () => {
      this.#looking = this.#look().then(
        () => this.#lookLater(LOOK_EVERY),
        (error: unknown) => this.#lose(wordsOf(error)),
      );
    });
  }

  #lose(reason: string): void {
    if (!this.#open) return;
    this.#open = false;
    this.#onLost?.(reason);
  }

  async #look(): Promise<void> {
    const names = (await readdir(this.#settings.path)).filter((name) => this.#isMeant(name)).sort();
    const seen = new Map<string, string>();
    for (const name of names.slice(0, MOST_FILES)) {
      if (!this.#open) return;
      const face = await this.#faceOf(name);
      if (face === undefined) continue;
      if (this.#seen.get(name) === face.text) await this.#take(name, face);
      else seen.set(name, face.text);
    }
    this.#seen = seen;
  }

  #isMeant(name: string): boolean {
    return !name.startsWith('.') && name.toLowerCase().endsWith(this.#ending);
  }

  /** What shows that a file is still being written. A link may lead anywhere, and is no file. */
  async #faceOf(name: string): Promise<Face | undefined> {
    const found = await lstat(join(this.#settings.path, name)).catch(() => undefined);
    if (found === undefined || !found.isFile() || found.size === 0) return undefined;
    return { text: `${found.ino} ${found.size} ${found.mtimeMs}`, size: found.size, writtenAt: found.mtimeMs };
  }

  async #take(name: string, face: Face): Promise<void> {
    const { counters, warn } = this.#needs;
    try {
      if (face.size > LARGEST_FILE) {
        counters.refused += 1;
        warn({ file: name, size: face.size, most: LARGEST_FILE }, 'the file is too large for a file of results');
        return await this.#move(name, 'refused');
      }
      const raw = new Uint8Array(await readFile(join(this.#settings.path, name)));
      const understood = this.#read(raw);
      if (!(await this.#keep(raw, understood, `${name} ${face.writtenAt}`))) return;
      // Rows that were added meanwhile are read with the whole file next time; what came before is known then, or told as a possible repeat.
      if ((await this.#faceOf(name))?.text === face.text)
        await this.#move(name, understood.results.length > 0 ? 'done' : 'refused');
    } catch (error) {
      // It stays where it is, and is tried again at the next look.
      warn({ file: name, reason: wordsOf(error) }, 'the file can’t be taken');
    }
  }

  async #keep(raw: Uint8Array, understood: Understood, file: string): Promise<boolean> {
    const { clock, counters, keep, warn } = this.#needs;
    try {
      await keep({ analyzer: this.#settings.id, origin: 'file', raw, understood, receivedAt: clock.now(), file });
      counters.transfers += 1;
      return true;
    } catch (error) {
      counters.unkept += 1;
      warn({ reason: wordsOf(error) }, 'the file can’t be kept, and stays where it is');
      return false;
    }
  }

  /** Moves a file away; a name that is taken gets a number, so that nothing is written over. */
  async #move(name: string, folder: 'done' | 'refused'): Promise<void> {
    const stem = name.slice(0, -this.#ending.length);
    for (let copy = 1; ; copy += 1) {
      const target = join(this.#settings.path, folder, copy === 1 ? name : `${stem}-${copy}${name.slice(stem.length)}`);
      if (await lstat(target).catch(() => undefined)) continue;
      return await rename(join(this.#settings.path, name), target);
    }
  }
}

/** Opens a drop folder, and makes it where it isn't there. Throws profile-invalid, line-forbidden, or line-lost for whatever else. */
export const openDropFolder = async (settings: FolderSettings, needs: FolderNeeds): Promise<LentThing> => {
  const { link, id } = settings.profile;
  if (link.protocol !== 'folder') throw new EdgeError('profile-invalid', `${id}: its link is no folder`);
  const folder = new DropFolder(settings, link.ending, needs);
  try {
    await folder.open();
    return folder;
  } catch (error) {
    throw openingFault(settings.path, error);
  }
};
