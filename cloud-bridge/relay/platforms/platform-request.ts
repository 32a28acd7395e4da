/** One HTTP call, whole. The path begins with `/`; the host is the uplink's. */
export interface PlatformRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Bounds of the answer. */
  readonly longestAnswer: number;
}

/** An answer, bounded and otherwise unread: hostile until parsed. */
export interface PlatformReply {
  readonly status: number;
  /** `Set-Cookie` headers, at most 20. */
  readonly cookies: readonly string[];
  readonly body: Uint8Array;
}

/**
 * Makes one call. Repeats nothing, follows no redirect.
 * Rejects with EdgeError `platform-unreachable` (also for an answer that is cut off or too long, and as soon as `signal` is
 * aborted) or `platform-untrusted`.
 */
export type FetchOnce = (request: PlatformRequest, signal: AbortSignal) => Promise<PlatformReply>;
