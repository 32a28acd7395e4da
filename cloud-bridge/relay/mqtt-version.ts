/** Versions of MQTT as their packets number them: 3.1.1 and 5. */
export type ProtocolVersion = 4 | 5;

/** The broker doesn't speak this version: it said so, or closed the connection without a word. */
export class OtherVersion extends Error {
  readonly stated: boolean;
  constructor(stated: boolean) {
    super('the broker does not answer this version of MQTT');
    this.stated = stated;
  }
}
