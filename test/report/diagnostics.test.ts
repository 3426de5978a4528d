import { describe, expect, it } from 'vitest';
import type { DiagnosticCode } from '../../src/model/diagnostic-code.js';
import type { Diagnostic } from '../../src/model/diagnostic.js';
import type { Span } from '../../src/model/source.js';
import { diagnosticsToGithub, diagnosticsToJson, printDiagnostics } from '../../src/report/diagnostics.js';
import { plain } from './factory.js';

const text = [
  'version: 1',
  'users:',
  '  jane@example.com: { name: Jane Doe, role: amdin }',
  '  raj@example.com: {}',
  '',
  'groups: {}',
].join('\n');

function at(line: number, column: number, end = column + 1, file = 'access.yaml'): Span {
  return { file, start: { line, column }, end: { line, column: end } };
}

const unknownRole: Diagnostic = {
  code: 'unknown-role',
  severity: 'error',
  message: '"amdin" is not an account role.',
  span: at(3, 45, 50),
  hint: 'did you mean admin?',
};

function print(diagnostics: readonly Diagnostic[], source = text, width = 80): string {
  return printDiagnostics(diagnostics, new Map([['access.yaml', source]]), { ...plain, width });
}

describe('for people', () => {
  it('says nothing where there is nothing', () => {
    expect(print([])).toBe('');
  });

  it('shows place, code, message, lines and hint', () => {
    expect(print([unknownRole])).toMatchInlineSnapshot(`
      "access.yaml:3:45: error[unknown-role]: "amdin" is not an account role.
        1 | version: 1
        2 | users:
      > 3 |   jane@example.com: { name: Jane Doe, role: amdin }
          |                                             ^^^^^
        4 |   raj@example.com: {}
        5 |
        hint: did you mean admin?
      "
    `);
  });

  it('shows related places, in other files too, and several diagnostics', () => {
    const conflict: Diagnostic = {
      code: 'conflicting-values',
      severity: 'error',
      message: 'the name of jane@example.com is given twice.',
      span: at(3, 28, 36),
      related: [{ message: 'first given here', span: at(1, 1, 5, 'teams/a.yaml') }],
    };
    const warning: Diagnostic = {
      code: 'unmatched-pattern',
      severity: 'warning',
      message: 'X_READ is new.',
      span: at(6, 1, 7),
    };
    const sources = new Map([
      ['access.yaml', text],
      ['teams/a.yaml', 'name: Jane\n'],
    ]);
    expect(printDiagnostics([conflict, warning], sources, plain)).toMatchInlineSnapshot(`
      "access.yaml:3:28: error[conflicting-values]: the name of jane@example.com is given twice.
        1 | version: 1
        2 | users:
      > 3 |   jane@example.com: { name: Jane Doe, role: amdin }
          |                            ^^^^^^^^
        4 |   raj@example.com: {}
        5 |
        teams/a.yaml:1:1: first given here
      > 1 | name: Jane
          | ^^^^

      access.yaml:6:1: warning[unmatched-pattern]: X_READ is new.
        4 |   raj@example.com: {}
        5 |
      > 6 | groups: {}
          | ^^^^^^
      "
    `);
  });

  it('needs neither a file nor its text', () => {
    const lone: Diagnostic = { code: 'no-file', severity: 'error', message: 'there is no access.yaml here.' };
    expect(print([lone, { ...unknownRole, span: at(3, 1, 2, 'gone.yaml') }, { ...unknownRole, span: at(99, 1) }]))
      .toMatchInlineSnapshot(`
      "error[no-file]: there is no access.yaml here.

      gone.yaml:3:1: error[unknown-role]: "amdin" is not an account role.
        hint: did you mean admin?

      access.yaml:99:1: error[unknown-role]: "amdin" is not an account role.
        hint: did you mean admin?
      "
    `);
  });

  it('marks the rest of the line where the span ends on a later one', () => {
    const span: Span = { file: 'access.yaml', start: { line: 2, column: 1 }, end: { line: 4, column: 5 } };
    expect(print([{ ...unknownRole, span }])).toMatchInlineSnapshot(`
      "access.yaml:2:1: error[unknown-role]: "amdin" is not an account role.
        1 | version: 1
      > 2 | users:
          | ^^^^^^
        3 |   jane@example.com: { name: Jane Doe, role: amdin }
        4 |   raj@example.com: {}
        hint: did you mean admin?
      "
    `);
  });

  it('marks the end of a file, and of an empty one', () => {
    expect(print([{ ...unknownRole, span: at(6, 11) }])).toMatchInlineSnapshot(`
      "access.yaml:6:11: error[unknown-role]: "amdin" is not an account role.
        4 |   raj@example.com: {}
        5 |
      > 6 | groups: {}
          |           ^
        hint: did you mean admin?
      "
    `);
    expect(print([{ ...unknownRole, span: at(1, 1, 1) }], '')).toMatchInlineSnapshot(`
      "access.yaml:1:1: error[unknown-role]: "amdin" is not an account role.
      > 1 |
          | ^
        hint: did you mean admin?
      "
    `);
  });

  it('cuts long lines around the place', () => {
    const long = `a: ${'x'.repeat(300)}BAD${'y'.repeat(300)}\nb: 1\n`;
    expect(print([{ ...unknownRole, span: at(1, 304, 307) }], long, 60)).toMatchInlineSnapshot(`
      "access.yaml:1:304: error[unknown-role]: "amdin" is not an account role.
      > 1 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxBADyyyyyyyyyyyyyyyyyyyyyyyy…
          |                             ^^^
        2 | …
        3 |
        hint: did you mean admin?
      "
    `);
  });

  it('puts the mark below the right column, whatever the width of what is before it', () => {
    const wide = '数据: \tбаза\u200B bad # \u001B[31m\n';
    expect(print([{ ...unknownRole, span: at(1, 12, 15) }], wide)).toMatchInlineSnapshot(`
      "access.yaml:1:12: error[unknown-role]: "amdin" is not an account role.
      > 1 | 数据:   база\\u{200b} bad # \\u{1b}[31m
          |                      ^^^
        2 |
        hint: did you mean admin?
      "
    `);
  });

  it('counts lines as YAML does, and no mark for a character', () => {
    expect(print([{ ...unknownRole, span: at(2, 1, 4) }], '\uFEFFa: 1\r\nbad: 2\r3\nc: 3')).toMatchInlineSnapshot(`
      "access.yaml:2:1: error[unknown-role]: "amdin" is not an account role.
        1 | a: 1
      > 2 | bad: 2\\r3
          | ^^^
        3 | c: 3
        hint: did you mean admin?
      "
    `);
  });

  it('neutralises what names bring along', () => {
    const bad: Diagnostic = {
      ...unknownRole,
      message: '\u001B[2J"x\n::error::" is unknown',
      hint: 'did you mean \u202Eadmin?',
      span: at(1, 1, 2, 'a\nb.yaml'),
    };
    expect(print([bad])).toBe(
      'a\\nb.yaml:1:1: error[unknown-role]: \\u{1b}[2J"x\\n:\\u{3a}error:\\u{3a}" is unknown\n  hint: did you mean \\u{202e}admin?\n',
    );
  });

  it('is coloured where the stream takes colour', () => {
    const sources = new Map([['access.yaml', 'a: b\n']]);
    expect(
      printDiagnostics([{ ...unknownRole, span: at(1, 4, 5) }], sources, { ...plain, color: true }).replaceAll(
        '\u001B',
        '^',
      ),
    ).toMatchInlineSnapshot(`
      "^[1maccess.yaml:1:4:^[22m ^[1m^[31merror[unknown-role]:^[39m^[22m "amdin" is not an account role.
      > 1 | a: b
      ^[2m    |    ^[22m^[1m^[31m^^[39m^[22m
      ^[2m  2 |^[22m
        ^[36mhint: did you mean admin?^[39m
      "
    `);
  });
});

describe('as JSON', () => {
  it('is an array with every field', () => {
    const related = [{ message: 'first given here', span: at(1, 1, 5) }];
    expect(
      JSON.parse(
        diagnosticsToJson([
          { ...unknownRole, related },
          { code: 'too-long', severity: 'warning', message: 'y' },
        ]),
      ),
    ).toEqual([
      {
        code: 'unknown-role',
        severity: 'error',
        message: '"amdin" is not an account role.',
        file: 'access.yaml',
        line: 3,
        column: 45,
        end_line: 3,
        end_column: 50,
        related: [{ message: 'first given here', file: 'access.yaml', line: 1, column: 1, end_line: 1, end_column: 5 }],
        hint: 'did you mean admin?',
      },
      {
        code: 'too-long',
        severity: 'warning',
        message: 'y',
        file: null,
        line: null,
        column: null,
        end_line: null,
        end_column: null,
        related: [],
        hint: null,
      },
    ]);
    expect(diagnosticsToJson([])).toBe('[]\n');
  });
});

describe('for GitHub', () => {
  it('is one workflow command each', () => {
    const warning: Diagnostic = { code: 'too-long', severity: 'warning', message: 'careful' };
    expect(diagnosticsToGithub([unknownRole, warning])).toBe(
      '::error file=access.yaml,line=3,col=45,title=unknown-role::"amdin" is not an account role.%0Ahint: did you mean admin?\n' +
        '::warning title=too-long::careful\n',
    );
  });

  it('escapes what would end a property, a command or a line', () => {
    const odd: Diagnostic = {
      ...unknownRole,
      // No code of ours has such characters; what is escaped does not depend on that.
      code: 'a,b:c' as DiagnosticCode,
      message: '100% of "x\n::warning::y"',
      span: at(1, 1, 2, 'C:\\teams, 50%.yaml'),
      related: [{ message: 'and here', span: at(2, 1) }],
    };
    expect(diagnosticsToGithub([odd])).toBe(
      '::error file=C%3A\\teams%2C 50%25.yaml,line=1,col=1,title=a%2Cb%3Ac::100%25 of "x\\n:\\u{3a}warning:\\u{3a}y"%0Aaccess.yaml:2:1: and here%0Ahint: did you mean admin?\n',
    );
  });
});
