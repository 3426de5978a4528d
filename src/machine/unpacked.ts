import type { IncomingMessage } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const known: Readonly<Record<string, () => Duplex>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
/** More than anybody packs an answer; each costs memory. */
const mostCodings = 5;

/** The content of an answer as it was before it was packed; as it came, where it is packed in what was not asked for. */
export function unpacked(incoming: IncomingMessage): Readable {
  // What goes wrong on the way is met where the content is read.
  return unpackersFor(incoming).reduce<Readable>((packed, next) => pipeline(packed, next, () => undefined), incoming);
}

/** In the order in which they unpack: the coding that was applied last is named last. */
function unpackersFor({ headers }: IncomingMessage): readonly Duplex[] {
  const named = headers['content-encoding'];
  if (named === undefined) return [];
  const codings = named
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const creates = codings.flatMap((coding) => known[coding] ?? []);
  if (creates.length < codings.length || creates.length > mostCodings) return [];
  return creates.reverse().map((create) => create());
}
