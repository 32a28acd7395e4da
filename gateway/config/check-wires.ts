import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Finding, fault, type Path, placeOf } from './finding.ts';
import { type NetAddress, netAddressText } from './net-address.ts';
import type { Draft } from './site-schema.ts';

/** One thing of the outside that has room for one owner only. */
interface Wire {
  readonly path: Path;
  /** As somebody wrote it. */
  readonly written: string;
  /** Equal for two names of one thing. */
  readonly identity: string;
  /** Of a place where others call: its port, and whether it is taken at every address of the box. */
  readonly call?: { readonly port: number; readonly everywhere: boolean };
}

/**
 * No wire has two owners. Serial ports are compared by the node that they lead to, so that the by-id, by-path and tty names
 * of one adapter are one port; a port that isn't plugged in is compared by its name.
 */
export const checkWires = async (draft: Draft, folder: string): Promise<readonly Finding[]> => {
  const found = [
    ...(draft.lines ?? []).flatMap((line, place) => wiresOf(line ?? {}, ['lines', place], folder)),
    ...(draft.analyzers ?? []).flatMap((analyzer, place) => wiresOf(analyzer ?? {}, ['analyzers', place], folder)),
    ...wiresOf({ serial: draft.notify?.modem?.serial }, ['notify', 'modem'], folder),
    ...listening(draft.console?.listen, ['console', 'listen']),
  ];
  return owners(await Promise.all(found));
};

interface Linked {
  readonly serial?: string | undefined;
  readonly tcp?: NetAddress | undefined;
  readonly 'rtu-over-tcp'?: NetAddress | undefined;
  readonly listen?: NetAddress | undefined;
  readonly http?: NetAddress | undefined;
  readonly folder?: string | undefined;
}

const wiresOf = (linked: Linked, path: Path, folder: string): readonly (Wire | Promise<Wire>)[] => [
  ...(linked.serial === undefined ? [] : [onDisk(linked.serial, [...path, 'serial'], folder)]),
  ...(linked.folder === undefined ? [] : [onDisk(linked.folder, [...path, 'folder'], folder)]),
  ...dialled(linked.tcp, [...path, 'tcp']),
  ...dialled(linked['rtu-over-tcp'], [...path, 'rtu-over-tcp']),
  ...listening(linked.listen, [...path, 'listen']),
  ...listening(linked.http, [...path, 'http']),
];

const onDisk = async (written: string, path: Path, folder: string): Promise<Wire> => {
  const absolute = resolve(folder, written);
  return { path, written, identity: await realpath(absolute).catch(() => absolute) };
};

const dialled = (address: NetAddress | undefined, path: Path): readonly Wire[] => {
  if (address === undefined) return [];
  return [{ path, written: netAddressText(address), identity: `to ${sameText(address)}` }];
};

const listening = (address: NetAddress | undefined, path: Path): readonly Wire[] => {
  if (address === undefined) return [];
  const { host, port } = address;
  const call = { port, everywhere: EVERYWHERE.includes(host) };
  return [{ path, written: netAddressText(address), identity: `at ${sameText(address)}`, call }];
};

/** Whoever listens here has the port at all addresses of the box. */
const EVERYWHERE: readonly string[] = ['0.0.0.0', '::'];

const sameText = ({ host, port }: NetAddress): string => {
  const name = host.toLowerCase();
  return netAddressText({ host: name === 'localhost' ? '127.0.0.1' : name, port });
};

const isSame = (one: Wire, other: Wire): boolean => {
  if (one.identity === other.identity) return true;
  if (one.call === undefined || other.call === undefined || one.call.port !== other.call.port) return false;
  return one.call.everywhere || other.call.everywhere;
};

const owners = (wires: readonly Wire[]): readonly Finding[] =>
  wires.flatMap((wire, place) => {
    const owner = wires.slice(0, place).find((other) => isSame(wire, other));
    if (owner === undefined || placeOf(owner.path.slice(0, -1)) === placeOf(wire.path.slice(0, -1))) return [];
    const { written } = wire;
    return [fault('shared-wire', wire.path, { written, other: placeOf(owner.path), otherWritten: owner.written })];
  });
