// What is told of the packages whose code is in the bundles: their licences, and a bill of materials (CycloneDX).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The packages that the inputs of a bundle come from, each once, in a fixed order. */
export function bundledPackages(root, inputs) {
  const folders = new Set(inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []));
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const file = readdirSync(join(root, folder)).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
    const text = file === undefined ? undefined : readFileSync(join(root, folder, file), 'utf8').trim();
    return { name, version, license, text, integrity: lock.packages[folder]?.integrity };
  });
}

export function licenses(packages) {
  const texts = packages.map(
    ({ name, version, license, text }) => `${name} ${version}\n\n${text ?? `License: ${license}`}\n`,
  );
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** A bill of materials in CycloneDX 1.6. The same packages give the same text: it holds neither time nor serial number. */
export function billOfMaterials({ name, version, license }, packages) {
  const component = (one, type) => ({
    type,
    'bom-ref': purl(one),
    ...nameOf(one.name),
    version: one.version,
    purl: purl(one),
    licenses: [/ (?:OR|AND) /.test(one.license) ? { expression: one.license } : { license: { id: one.license } }],
    ...(one.integrity !== undefined && { hashes: [hashOf(one.integrity)] }),
  });
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component({ name, version, license }, 'application') },
    components: packages.map((one) => component(one, 'library')),
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

const purl = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

function nameOf(name) {
  const [, group, rest] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  return group === undefined ? { name } : { group, name: rest };
}

/** What npm writes as `sha512-BASE64`. */
function hashOf(integrity) {
  const [, algorithm, base64] = /^sha(\d+)-(\S+)/.exec(integrity) ?? [];
  return { alg: `SHA-${algorithm}`, content: Buffer.from(base64, 'base64').toString('hex') };
}
