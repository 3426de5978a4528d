import type { Cause } from '../network/causes.js';

/**
 * What an exception of Python's network libraries means, told from its class and its code; the texts are those of urllib3
 * 2.x and OpenSSL, which ax prints as they are. First come those that come before a request has left this machine.
 */
const signs: readonly (readonly [RegExp, Cause])[] = [
  [/ProxyError.*?\b(?:Tunnel connection failed: )(\d{3})/, 'proxy-denied'],
  [/SSLError\(\w+\(\d+, '(No such file or directory|Is a directory|Permission denied)'/, 'no-certificates'],
  [/X509: (NO_CERTIFICATE_OR_CRL_FOUND)/, 'no-certificates'],
  [/certificate verify failed: (certificate (?:has expired|is not yet valid))/, 'expired'],
  [/certificate verify failed: ((?:Hostname|IP address) mismatch)/, 'wrong-name'],
  [/CERTIFICATE_VERIFY_FAILED\] certificate verify failed: ([^(]*)/, 'untrusted'],
  [/\[SSL: (WRONG_VERSION_NUMBER|UNEXPECTED_EOF[A-Z_]*|RECORD_LAYER_FAILURE|HTTP_REQUEST)\]/, 'no-tls'],
  [/NameResolutionError.*?\[Errno -3\] ([^)]*)/, 'no-lookup'],
  [/NameResolutionError.*?\[Errno [^\]]*\] ([^)]*)/, 'no-host'],
  [/(Connection refused)/, 'refused'],
  [/\[Errno (?:101|113|51|65)\] ([^")]*)/, 'no-route'],
  [/(ConnectTimeoutError)|\[Errno 110\]/, 'no-connection'],
  [/(?:latin-1|ascii)' codec can't encode character '(\\[ux][0-9a-f]+)'/, 'bad-header'],
  [/(?:Invalid header value|Invalid leading whitespace)()/, 'bad-header'],
  [/()(?:LocationParseError|InvalidURL|Failed to parse)/, 'no-host'],
  [/(BadStatusLine)|Content-Length contained multiple/, 'not-http'],
  [/()No module named 'socks'/, 'no-pysocks'],
  [/()Proxy URL had (?:unsupported|no) scheme/, 'no-proxy-url'],
  [/(RemoteDisconnected|ConnectionResetError|IncompleteRead|ReadTimeout|BrokenPipe|SSLEOFError)/, 'dropped'],
  [/(ProtocolError|Connection aborted)/, 'dropped'],
  [/: line \d+ column \d+ \(char \d+\)()/, 'not-json'],
  [/content-encoding: \S+ but (failed to decode)|codec can't (decode) byte|(recursion) depth exceeded/, 'not-json'],
  // What ax makes of an answer that holds no object.
  [/'NoneType' object has no attribute 'model_dump'()/, 'not-json'],
];

export function causeOf(said: string): { readonly cause: Cause; readonly detail: string } | undefined {
  for (const [sign, cause] of signs) {
    const found = sign.exec(said);
    if (found !== null) return { cause, detail: found.slice(1).join('').trim() };
  }
  return undefined;
}
