/** One request over HTTP; its body is text. A redirect is an answer like any other. */
export interface Question {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Goes over a new connection: one that was kept may be closed by the server just then, and nobody knows what it did. */
  readonly isAlone?: boolean | undefined;
}

/** The head of an answer, and the way to its body. Whoever leaves the body unread ends the connection with `discard`. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Pick<Headers, 'get'>;
  /** All of the body; nothing where it is longer than so many bytes: then the connection is ended. Read once. */
  whole(most: number): Promise<Buffer | undefined>;
  discard(): void;
}

/**
 * Fails with the reason of the signal, or with an error that carries the code of Node's network layer; with
 * {@link NotSent} around it where it is known that nothing was sent.
 */
export type Send = (question: Question) => Promise<Answer>;

/** There was no connection to send the request over. */
export class NotSent extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

/** The server answers 101, and speaks another protocol from there on. */
export const badUpgrade = 'bad upgrade';

/** The connection to the proxy itself did not come about: nothing was asked of it. */
export class AtProxy extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

/** The proxy does not let the request through. */
export class ProxyDenied extends Error {
  constructor(readonly status: number) {
    super(`the proxy answers ${String(status)}`);
  }
}
