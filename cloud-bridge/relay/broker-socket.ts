import { readFile } from 'node:fs/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { UtcMillis } from '../../gateway/domain/clock.ts';
import { EdgeError, wordsOf } from '../../gateway/domain/edge-error.ts';
import { distrustAt } from './certificate-time.ts';

/** A broker's place on the network. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** What the broker is trusted by, and what this box shows it. Files are read at each attempt: certificates are renewed. */
export interface BrokerTrust {
  /** PEM file of the authorities to trust; without it, those that Node ships. */
  readonly ca?: string;
  /** PEM files of the client's own certificate and key. */
  readonly cert?: string;
  readonly key?: string;
  /**
   * The time to judge certificates at while the box's own time is unsure: the journal's last known. Undefined while the
   * time is sure, or when there is none to judge by; then the machine's clock judges.
   */
  readonly timeForCertificates?: () => UtcMillis | undefined;
}

/** The address in `mqtt://host[:port]` or `mqtts://host[:port]`. EdgeError `config-invalid` for anything else. */
export const brokerAddress = (url: string): BrokerAddress => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const tls = parsed?.protocol === 'mqtts:';
  if (parsed === undefined || parsed.hostname === '' || !(tls || parsed.protocol === 'mqtt:'))
    throw new EdgeError('config-invalid', 'an uplink is written mqtt://host:port or mqtts://host:port');
  const host = parsed.hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: parsed.port === '' ? (tls ? 8883 : 1883) : Number(parsed.port), tls };
};

/**
 * Opens a socket to the broker, checked in full before a byte of MQTT (and so before any password) is sent.
 *
 * Rejects with EdgeError `broker-unreachable`, `broker-untrusted`, or `file-unreadable` for a certificate file.
 */
export const openBrokerSocket = async (address: BrokerAddress, trust: BrokerTrust, signal: AbortSignal): Promise<Socket> => {
  const { host, port } = address;
  if (!address.tls) return opened(connectTcp({ host, port, noDelay: true }), 'connect', signal);
  const [ca, cert, key] = await Promise.all([trust.ca, trust.cert, trust.key].map(pem));
  const at = trust.timeForCertificates?.();
  const socket = connectTls({
    host,
    port,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    // While the time is unsure OpenSSL would judge dates by a wrong clock; the whole chain is then judged below instead.
    rejectUnauthorized: at === undefined,
    minVersion: 'TLSv1.2',
  });
  await opened(socket, 'secureConnect', signal);
  socket.setNoDelay(true);
  return at === undefined ? socket : trustedAt(socket, host, ca, at);
};

const trustedAt = (socket: TLSSocket, host: string, ca: string | undefined, at: UtcMillis): TLSSocket => {
  const distrust = distrustAt(socket, host, ca, at);
  if (distrust === undefined) return socket;
  socket.destroy();
  throw new EdgeError('broker-untrusted', distrust);
};

const pem = async (file: string | undefined): Promise<string | undefined> => {
  if (file === undefined) return undefined;
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new EdgeError('file-unreadable', `${file}: ${wordsOf(error)}`, { cause: error });
  }
};

const opened = <Kind extends Socket>(socket: Kind, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<Kind> =>
  new Promise((resolve, reject) => {
    const settle = (): void => {
      socket.removeListener('error', failed);
      socket.removeListener('close', closed);
      signal.removeEventListener('abort', gaveUp);
    };
    const fail = (error: EdgeError): void => {
      settle();
      // A late error of a socket that was given up has nobody to hear it.
      socket.on('error', () => undefined);
      socket.destroy();
      reject(error);
    };
    const failed = (error: Error): void => fail(new EdgeError(socketErrorCode(error), wordsOf(error), { cause: error }));
    const closed = (): void => fail(new EdgeError('broker-unreachable', 'the broker closed the connection'));
    const gaveUp = (): void => fail(new EdgeError('broker-unreachable', 'no connection in time'));
    socket.once('error', failed);
    socket.once('close', closed);
    socket.once(event, () => {
      settle();
      resolve(socket);
    });
    if (signal.aborted) gaveUp();
    else signal.addEventListener('abort', gaveUp, { once: true });
  });

// Codes of OpenSSL's verification and of Node's name check; anything else is the network's.
const UNTRUSTED =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT|INVALID_(CA|PURPOSE)|PATH_LENGTH|HOSTNAME_MISMATCH|CRL_)/;

/** What a socket's error means for the uplink. */
export const socketErrorCode = (error: Error): 'broker-untrusted' | 'broker-refused' | 'broker-unreachable' => {
  const code = 'code' in error ? String(error.code) : '';
  if (UNTRUSTED.test(code)) return 'broker-untrusted';
  // The broker's own alert about this box's certificate.
  return /ALERT_(BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE|HANDSHAKE_FAILURE|ACCESS_DENIED)|CERTIFICATE_REQUIRED/.test(code)
    ? 'broker-refused'
    : 'broker-unreachable';
};
