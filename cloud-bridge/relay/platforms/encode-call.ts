import { encodeXml, escapeXml } from './encode-xml.ts';
import { type Filled, type FilledTree, plain } from './filled-tree.ts';
import type { PlatformCall } from './platform-interface.ts';
import type { PlatformRequest } from './platform-request.ts';

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

/** A filled body as the call that carries it: JSON, a form, or a SOAP 1.1 envelope, all UTF-8. */
export const encodeCall = (
  call: PlatformCall,
  filled: FilledTree,
): Pick<PlatformRequest, 'method' | 'path' | 'headers' | 'body'> => {
  const { method, path, protocol } = call;
  if (method === 'GET') return { method, path: withQuery(path, formText(filled)), headers: {}, body: new Uint8Array() };
  const [type, text] = encoded(call, filled);
  const headers = {
    'Content-Type': `${type}; charset=utf-8`,
    ...(protocol === 'soap' ? { SOAPAction: `"${call.soap?.action ?? ''}"` } : {}),
  };
  return { method, path, headers, body: Buffer.from(text, 'utf8') };
};

const encoded = ({ protocol, soap }: PlatformCall, filled: FilledTree): readonly [type: string, text: string] => {
  switch (protocol) {
    case 'json':
      return ['application/json', JSON.stringify(plain(filled))];
    case 'form':
      return ['application/x-www-form-urlencoded', formText(filled)];
    case 'soap':
      return ['text/xml', envelope(soap?.operation ?? '', soap?.namespace ?? '', filled)];
  }
};

const withQuery = (path: string, query: string): string =>
  query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;

/** In a form, whatever is no text stands as JSON. */
const formText = ({ names }: FilledTree): string =>
  new URLSearchParams(names.map(([name, filled]): [string, string] => [name, formValue(filled)])).toString();

const formValue = (filled: Filled): string => (typeof filled === 'object' ? JSON.stringify(plain(filled)) : String(filled));

const envelope = (operation: string, namespace: string, filled: FilledTree): string =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${ENVELOPE}"><soap:Body>` +
  `<${operation} xmlns="${escapeXml(namespace)}">${encodeXml(filled)}</${operation}></soap:Body></soap:Envelope>`;
