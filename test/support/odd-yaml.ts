import fc from 'fast-check';

/** A file of odd style, with the values that it holds. Every key is there once, so that each line tells whose it is. */
export interface Written {
  readonly text: string;
  readonly value: Record<string, unknown>;
}

export const scalar = fc.constantFrom(
  'x',
  'two words',
  "it's",
  'a: b',
  '# no',
  '',
  '007',
  'null',
  '${V}',
  '@g',
  '*',
  'é ü',
  '1',
  'true',
);
export interface Shape {
  readonly [key: string]: Shape | string | readonly string[];
}
const shape = fc.letrec<{ map: Record<string, unknown> }>((tie) => ({
  map: fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    fc.oneof({ depthSize: 'small' }, scalar, fc.uniqueArray(scalar, { maxLength: 3 }), tie('map')),
    { minKeys: 0, maxKeys: 4 },
  ),
})).map;

export const oddShape = shape as fc.Arbitrary<Shape>;

/** Decisions on style, drawn as the file is written. */
export interface Dice {
  readonly pick: (count: number) => number;
}

export function write(value: Shape, dice: Dice): Written {
  let serial = 0;
  const eol = dice.pick(4) === 0 ? '\r\n' : '\n';
  const renamed: Record<string, unknown> = {};
  const lines: string[] = [];
  const key = (name: string) => `${name}${String(++serial)}`;
  const quoted = (text: string): string => {
    const isPlain = /^(?:x|two words)$/.test(text);
    const how = dice.pick(3);
    if (isPlain && how === 0) return text;
    return how === 1 ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
  };
  const comment = () => (dice.pick(4) === 0 ? ` # note ${String(++serial)}` : '');
  const between = (indent: string) => {
    if (dice.pick(6) === 0) lines.push('');
    if (dice.pick(5) === 0) lines.push(`${dice.pick(3) === 0 ? '' : indent}# said ${String(++serial)}`);
  };
  const flow = (inside: unknown): [string, unknown] => {
    if (typeof inside === 'string') return [quoted(inside), inside];
    if (Array.isArray(inside)) return [`[${inside.map((item) => quoted(item as string)).join(', ')}]`, inside];
    const own: Record<string, unknown> = {};
    const parts = Object.entries(inside as Shape).map(([name, nested]) => {
      const [text, meant] = flow(nested);
      const as = key(name);
      own[as] = meant;
      return `${as}: ${text}`;
    });
    const pad = dice.pick(2) === 0 ? ' ' : '';
    const tail = parts.length > 0 && dice.pick(5) === 0 ? ',' : '';
    return [parts.length === 0 ? '{}' : `{${pad}${parts.join(dice.pick(3) === 0 ? ' , ' : ', ')}${tail}${pad}}`, own];
  };
  const flowOverLines = (as: string, inside: Shape, indent: string, own: Record<string, unknown>) => {
    lines.push(`${indent}${as}: {${comment()}`);
    const entries = Object.entries(inside);
    const nested: Record<string, unknown> = {};
    for (const [index, [name, value]] of entries.entries()) {
      const [text, meant] = flow(value);
      const called = key(name);
      nested[called] = meant;
      lines.push(
        `${indent}    ${called}: ${text}${index < entries.length - 1 || dice.pick(2) === 0 ? ',' : ''}${comment()}`,
      );
    }
    lines.push(`${indent}  }${comment()}`);
    own[as] = nested;
  };
  const block = (map: Shape, indent: string, own: Record<string, unknown>) => {
    const step = ' '.repeat(1 + dice.pick(4));
    for (const [name, inside] of Object.entries(map)) {
      between(indent);
      const as = key(name);
      const isMap = typeof inside === 'object' && !Array.isArray(inside);
      const isFilled = typeof inside === 'object' && Object.keys(inside).length > 0;
      if (isMap && isFilled && dice.pick(6) === 0) flowOverLines(as, inside as Shape, indent, own);
      else if (isMap && isFilled && dice.pick(4) > 0) {
        lines.push(`${indent}${as}:${comment()}`);
        const nested: Record<string, unknown> = {};
        own[as] = nested;
        block(inside as Shape, `${indent}${step}`, nested);
      } else if (Array.isArray(inside) && isFilled && dice.pick(2) === 0) {
        lines.push(`${indent}${as}:${comment()}`);
        const inset = dice.pick(2) === 0 ? '' : step;
        for (const item of inside)
          lines.push(`${indent}${inset}-${' '.repeat(1 + dice.pick(2))}${quoted(item as string)}${comment()}`);
        own[as] = inside;
      } else if (typeof inside === 'string' && inside !== '' && dice.pick(5) === 0) {
        lines.push(`${indent}${as}: |-`, `${indent}  ${inside}`);
        own[as] = inside;
      } else {
        const [text, meant] = flow(inside);
        lines.push(`${indent}${as}:${' '.repeat(1 + dice.pick(2))}${text}${comment()}`);
        own[as] = meant;
      }
    }
  };
  between('');
  block(value, '', renamed);
  between('');
  const end = dice.pick(4) === 0 ? '' : eol;
  return {
    text: `${dice.pick(6) === 0 ? '\uFEFF' : ''}${lines.join(eol)}${lines.length === 0 ? '' : end}`,
    value: renamed,
  };
}
