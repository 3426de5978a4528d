import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUnsafe } from '../../src/model/unsafe-text.js';
import { clean, glyphsOf, paint, safeJson, widthOf } from '../../src/report/style.js';

const style = { color: true, width: 80, unicode: true };

describe('clean', () => {
  it.each([
    ['plain', 'Platform Team', 'Platform Team'],
    ['letters of other scripts', 'Zoë 数据 команда', 'Zoë 数据 команда'],
    ['an emoji with its variation selector', '❤️ 🚀', '❤️ 🚀'],
    ['an escape sequence', '\u001B[2Jgone', '\\u{1b}[2Jgone'],
    ['a C1 control', 'a\u009B31m', 'a\\u{9b}31m'],
    ['line breaks and tabs', 'a\nb\r\tc', 'a\\nb\\r\\tc'],
    ['NUL and DEL', 'a\0b\u007F', 'a\\u{00}b\\u{7f}'],
    ['a right-to-left override', 'moc.\u202Eelpmaxe', 'moc.\\u{202e}elpmaxe'],
    ['isolates', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['zero width', 'ad\u200Bmin', 'ad\\u{200b}min'],
    ['line separators', 'a\u2028b\u2029', 'a\\u{2028}b\\u{2029}'],
    ['a space that is none', 'Platform\u00A0Team', 'Platform\\u{a0}Team'],
    ['a letter that shows nothing', 'a\u3164', 'a\\u{3164}'],
    ['a lone surrogate', 'a\uD800', 'a\\u{d800}'],
    ['a tag character', 'a\u{E0041}', 'a\\u{e0041}'],
  ])('%s', (_name, text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it('leaves nothing that is unsafe, and nothing to do twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = clean(text);
        expect(isUnsafe(once)).toBe(false);
        expect(clean(once)).toBe(once);
      }),
    );
  });
});

it('JSON keeps the data and shows nothing unsafe', () => {
  expect(safeJson({ name: 'a\u202E\u009B\u{E0041}"\n' })).toBe('{"name":"a\\u202e\\u009b\\udb40\\udc41\\"\\n"}');
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = safeJson(value, indent);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(isUnsafe(text.replaceAll('\n', ''))).toBe(false);
    }),
  );
});

it('colours only where the stream takes colour', () => {
  expect(paint(style, 'red', 'x')).toBe('\u001B[31mx\u001B[39m');
  expect(paint({ ...style, color: false }, 'red', 'x')).toBe('x');
  expect(paint(style, 'red', '')).toBe('');
});

it('measures columns, not characters', () => {
  expect(['abc', '数据', 'é', 'e\u0301', '🚀', '❤\uFE0F', '→'].map(widthOf)).toEqual([3, 4, 1, 1, 2, 1, 1]);
});

it('has ASCII for every sign', () => {
  for (const sign of Object.values(glyphsOf({ unicode: false }))) expect(sign).toMatch(/^[ -~]+$/);
});
