/** The little of nodemailer that mail needs: it brings no types of its own. */
declare module 'nodemailer' {
  export interface TransportOptions {
    readonly host: string;
    readonly port: number;
    readonly secure: boolean;
    readonly requireTLS: boolean;
    readonly auth?: { readonly user: string; readonly pass: string };
    readonly tls: { readonly rejectUnauthorized: true; readonly ca?: string };
    readonly connectionTimeout: number;
    readonly greetingTimeout: number;
    readonly socketTimeout: number;
    readonly disableFileAccess: true;
    readonly disableUrlAccess: true;
  }
  export interface Mail {
    readonly from: string;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
    readonly messageId: string;
    readonly headers: Readonly<Record<string, string>>;
  }
  export interface Transport {
    sendMail(mail: Mail): Promise<unknown>;
    close(): void;
  }
  export const createTransport: (options: TransportOptions) => Transport;
}
