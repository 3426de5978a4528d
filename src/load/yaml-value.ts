import type { DiagnosticCode } from '../model/diagnostic-code.js';
import type { ParsedNode, YAMLMap } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Diagnostic } from '../model/diagnostic.js';
import { once } from '../model/once.js';
import type { Path, Span } from '../model/source.js';
import type { Places } from './positions.js';
import { keyText } from './positions.js';
import { unquotedAt } from './quoting.js';
import type { VariableProblem, Variables, VariableUse } from './variables.js';
import { holdsKey, interpolate, variableProblems } from './variables.js';
import { describeStar } from './yaml-syntax.js';

export type Report = (code: DiagnosticCode, message: string, span: Span, more?: Partial<Diagnostic>) => void;

/** Values that aliases give; more than this is a file made to exhaust memory. */
const expansionLimit = 200_000;

/** Far deeper than any access file; aliases that stand in each other go deeper without any brackets. */
const depthLimit = 100;

/** YAML's own tags for what is written without a tag too. */
const ownTags = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/;

/** Turns the nodes of one document into values: keys as text, aliases followed, variables replaced. */
export class ValueReader {
  /** Whether something could not be read, so that the shape of the value would be blamed for nothing. */
  isIncomplete = false;
  readonly uses: VariableUse[] = [];
  private expanded = 0;
  private isToldTooMuch = false;
  private readonly anchors = new Map<string, ParsedNode>();
  /** What each alias stands for, as it was when it was first met: an anchor's name may be given again below. */
  private readonly targets = new Map<ParsedNode, ParsedNode>();
  private readonly open = new Set<ParsedNode>();

  constructor(
    private readonly source: string,
    private readonly places: Places,
    private readonly variables: Variables,
    private readonly report: Report,
  ) {}

  read(root: ParsedNode): unknown {
    return this.value(root, []);
  }

  private value(node: ParsedNode | null, path: Path): unknown {
    if (this.open.size > 0) this.expanded += 1;
    if (this.expanded > expansionLimit) return this.tooMuch(node);
    if (this.open.size + path.length > depthLimit) return this.tooDeep(node);
    if (node === null) return null;
    if (isAlias(node)) return this.alias(node, path);
    this.tag(node);
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    if (isScalar(node)) return typeof node.value === 'string' ? this.text(node.value, node, path) : this.other(node);
    if (isMap(node)) return this.map(node, path);
    if (isSeq(node)) return node.items.map((item, index) => this.value(item, path.concat(index)));
    return null;
  }

  private tag(node: ParsedNode): void {
    const { tag } = node;
    if (tag === '!') this.sign(node, tag, 'a tag');
    else if (tag === undefined && isScalar(node) && node.source === '' && node.anchor !== undefined)
      this.sign(node, `&${node.anchor}`, 'an anchor');
    if (tag === undefined || ownTags.test(tag)) return;
    // Those that the library does not know are reported from its warnings.
    if (!tag.startsWith('tag:yaml.org,2002:')) return;
    this.isIncomplete = true;
    this.report(
      'unknown-tag',
      `the tag !!${tag.slice('tag:yaml.org,2002:'.length)} is not allowed here.`,
      this.places.spanOf(node),
      { hint: 'remove the tag' },
    );
  }

  /** A text whose first character YAML takes for itself, without a word. */
  private sign(node: ParsedNode, sign: string, what: string): void {
    this.isIncomplete = true;
    const at = this.source.lastIndexOf(sign, node.range[0]);
    this.report(
      'yaml-syntax',
      `\`${sign.charAt(0)}\` begins ${what} in YAML, so a text that begins with it must be quoted.`,
      this.places.spanAt(at, at + sign.length),
      { hint: `write \`${unquotedAt(this.source, at).corrected}\`` },
    );
  }

  private alias(node: ParsedNode, path: Path): unknown {
    if (!isAlias(node)) return null;
    const name = node.source;
    const target = this.targets.get(node) ?? this.anchors.get(name);
    if (target === undefined) {
      this.isIncomplete = true;
      const { corrected } = unquotedAt(this.source, node.range[0]);
      const isPattern = /[*/@?.]/.test(name);
      const { message, hint } = isPattern
        ? describeStar(corrected)
        : {
            message: `there is no anchor &${name} above this alias.`,
            hint: `write &${name} before the value that is meant, or quote the text if it is not an alias: ${corrected}`,
          };
      this.report('unknown-alias', message, this.places.spanOf(node), hint === undefined ? {} : { hint });
      return null;
    }
    this.targets.set(node, target);
    if (this.open.has(target)) {
      this.isIncomplete = true;
      this.report('endless-alias', `the alias *${name} stands inside what it refers to.`, this.places.spanOf(node));
      return null;
    }
    this.open.add(target);
    const value = this.value(target, path);
    this.open.delete(target);
    return value;
  }

  private text(value: string, node: ParsedNode, path: Path): string {
    const complain = (name: string, reason: VariableProblem) => {
      // Of a member's role it would not be known what it was.
      if (this.variables.isPast && !path.includes('members')) return;
      const { code, message, hint } = variableProblems[reason](name);
      this.report(code, message, this.places.spanOf(node), { hint });
    };
    const use = (name: string) => this.uses.push({ name, span: this.places.spanOf(node) });
    const text = value.includes('${') ? interpolate(value, this.variables, complain, use) : value;
    this.checkText(text, node);
    return text;
  }

  /** A number, a boolean or nothing. */
  private other(node: ParsedNode): unknown {
    if (!isScalar(node)) return null;
    this.checkText(node.source, node);
    return node.value;
  }

  private checkText(text: string, node: ParsedNode): void {
    if (holdsKey(text, this.variables.keys))
      this.report(
        'secret-variable',
        'this holds the API key of the login: it would be in every plan, and in Arize for others to read.',
        this.places.spanOf(node),
        { hint: 'take it out of the files' },
      );
    if (/[\0\p{Cs}]/u.test(text))
      this.report(
        'bad-text',
        'the text holds a character that can be stored nowhere: U+0000, or half of a surrogate pair.',
        this.places.spanOf(node),
        { hint: 'remove the escape' },
      );
  }

  private map(node: YAMLMap.Parsed, path: Path): unknown {
    const object = Object.create(null) as Record<string, unknown>;
    const first = once(() => firstKeys(node));
    for (const { key, value } of node.items) {
      const name = this.key(key);
      if (name === undefined) continue;
      if (name in object) {
        this.report(
          'duplicate-key',
          `the key ${JSON.stringify(name)} is given twice in the same map.`,
          this.places.spanOf(key),
          {
            related: [{ message: 'first given here', span: this.places.spanOf(first().get(name) ?? key) }],
            hint: 'remove one of the two',
          },
        );
        continue;
      }
      object[name] = this.value(value, path.concat(name));
      if (this.expanded > expansionLimit) break;
    }
    return object;
  }

  private key(key: ParsedNode): string | undefined {
    const name = keyText(key);
    if (name === undefined || isMerge(key)) {
      const { code, message, hint } = name === undefined ? notText(key) : mergeKey;
      this.report(code, message, this.places.spanOf(key), { hint });
      return undefined;
    }
    if (isScalar(key) && key.anchor !== undefined) this.anchors.set(key.anchor, key);
    this.checkText(name, key);
    return name;
  }

  private tooMuch(node: ParsedNode | null): unknown {
    this.isIncomplete = true;
    if (!this.isToldTooMuch) {
      this.isToldTooMuch = true;
      this.report(
        'too-many-aliases',
        `the file's aliases stand for more than ${String(expansionLimit)} values.`,
        this.places.spanOf(node),
        {
          hint: 'write it without anchors, or with groups',
        },
      );
    }
    return null;
  }

  private tooDeep(node: ParsedNode | null): unknown {
    // Nothing more is read: one such place is enough, and what is left may be as deep.
    this.expanded = expansionLimit + 1;
    this.isToldTooMuch = true;
    this.isIncomplete = true;
    this.report(
      'too-deep',
      `the file is nested deeper than ${String(depthLimit)} levels, its aliases followed.`,
      this.places.spanOf(node),
      { hint: 'write it without anchors, or with groups' },
    );
    return null;
  }
}

/** For each name the key that gives it first; asked for only where one is given twice. */
function firstKeys({ items }: YAMLMap.Parsed): ReadonlyMap<string, ParsedNode> {
  const first = new Map<string, ParsedNode>();
  for (const { key } of items) {
    const name = isMerge(key) ? undefined : keyText(key);
    if (name !== undefined && !first.has(name)) first.set(name, key);
  }
  return first;
}

function isMerge(key: ParsedNode): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.value === '<<';
}

const mergeKey: Problem = {
  code: 'merge-key',
  message: 'merge keys (`<<`) are not supported: they are not part of YAML 1.2.',
  hint: 'write the entries out; for people who share roles use `groups:`',
};

/** What can be said of a key that can't be one. */
interface Problem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
}

function notText(key: ParsedNode): Problem {
  return isAlias(key)
    ? { code: 'alias-as-key', message: 'an alias cannot be a key.', hint: 'write the name itself' }
    : {
        code: 'key-not-text',
        message: 'a key must be a text, not a list or a map.',
        hint: 'quote it if it is meant as a name',
      };
}
