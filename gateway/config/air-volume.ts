import type { Millis } from '../domain/clock.ts';
import type { SampleStretch } from './sample-stretch.ts';

/** What a day costs on one uplink's network, in bytes, both ways. */
export interface AirVolume {
  /** The messages' own content. */
  readonly payload: number;
  /** With MQTT, TLS where it is used, TCP and IP, acknowledgements and status. */
  readonly total: number;
}

/** How an uplink sends. */
interface AirLink {
  readonly gateway: string;
  readonly tls: boolean;
  readonly acknowledge: 'stored' | 'broker';
  /** Lines, and units on them, whose counters the status carries. */
  readonly counted: number;
  /** How often a status goes out. */
  readonly statusEvery: Millis;
  /** How block lines become a message: what the uplink itself does. */
  readonly pack: (lines: readonly string[]) => Promise<{ readonly length: number }>;
}

const DAY: Millis = 86_400_000;

// IPv4 and TCP with time stamps; a TLS 1.3 record with its tag; an MQTT 5 header with packet id.
const PACKET = 52;
const SEGMENT = 1_400;
const RECORD = 22;
const PUBLISH = 8;
const PUBACK = 6;
// A receiver's `stored` on its topic.
const STORED = 320;
const STATUS = 300;
const STATUS_COUNTERS = 215;

/** Estimates a day's volume from a stretch of the record as it will probably look. */
export const airVolume = async ({ duration, sealings }: SampleStretch, link: AirLink): Promise<AirVolume> => {
  const lengths = await Promise.all(sealings.map(async (lines) => (await link.pack(lines)).length));
  const payload = lengths.reduce((sum, length) => sum + length, 0);
  const answer = link.acknowledge === 'stored' ? published(STORED, link) : 0;
  const sent = lengths.reduce((sum, length) => sum + published(length, link) + answer, 0);
  const status = (DAY / link.statusEvery) * published(STATUS + STATUS_COUNTERS * link.counted, link);
  return { payload: (payload * DAY) / duration, total: (sent * DAY) / duration + status };
};

/** A message and its acknowledgement, with the packets that acknowledge these in turn. */
const published = (length: number, { gateway, tls }: AirLink): number => {
  const topic = `larder/1/${gateway}/readings`.length;
  const record = tls ? RECORD : 0;
  const message = length + topic + PUBLISH + record;
  return message + Math.ceil(message / SEGMENT) * PACKET + PACKET + PUBACK + record + PACKET + PACKET;
};
