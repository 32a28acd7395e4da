import { stat } from 'node:fs/promises';
import { wordsOf } from '../../domain/edge-error.ts';

/** Which device a path led to: a stick that was pulled and put back is another node, even under the same name. */
export interface DeviceNode {
  readonly rdev: number;
  readonly ino: number;
}

/** The device that a path leads to now, links followed. Throws what the system says. */
export const deviceNode = async (path: string): Promise<DeviceNode> => {
  const { rdev, ino } = await stat(path);
  return { rdev, ino };
};

/** Why the device isn't where it was any more; undefined while it is. */
export const whyGone = async (path: string, was: DeviceNode): Promise<string | undefined> => {
  try {
    const is = await deviceNode(path);
    return is.rdev === was.rdev && is.ino === was.ino ? undefined : `${path} is another device now`;
  } catch (error) {
    return `${path} is gone: ${wordsOf(error)}`;
  }
};
