import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { defineConfig } from 'vitepress';

/* The documents as a site, with search. Their links work on GitHub and here. */

const { version, description } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const pages = (...entries) => entries.map(([text, name]) => ({ text, link: `/${name}` }));

export default defineConfig({
  title: 'ax-gitops',
  description,
  srcDir: '../docs',
  outDir: './dist',
  cacheDir: './node_modules/.cache/vitepress',
  rewrites: { 'README.md': 'index.md', 'recipes/README.md': 'recipes/index.md' },
  markdown: { config: withRepositoryLinks },
  themeConfig: {
    search: { provider: 'local' },
    nav: [{ text: version, link: `https://www.npmjs.com/package/ax-gitops/v/${version}` }],
    sidebar: [
      {
        text: 'Start',
        items: pages(
          ['Documentation', ''],
          ['Concepts', 'concepts'],
          ['Coming from Terraform', 'terraform'],
          ['The sandbox', 'sandbox'],
          ['Questions', 'faq'],
          ['Troubleshooting', 'troubleshooting'],
        ),
      },
      {
        text: 'Recipes',
        items: pages(
          ['Onboard a team', 'recipes/onboard-a-team'],
          ['SAML role mappings', 'recipes/saml-role-mappings'],
          ['Restrict a project', 'recipes/restrict-a-project'],
          ['Audit access', 'recipes/audit-access'],
          ['Offboard somebody', 'recipes/offboard'],
          ['One key for each tenant', 'recipes/service-keys'],
          ['Groups of an identity provider', 'recipes/identity-provider'],
        ),
      },
      {
        text: 'Guide',
        items: pages(
          ['The file', 'file-format'],
          ['Plans', 'plans'],
          ['Destructive steps', 'destructive'],
          ['Safety', 'safety'],
          ['What can be seen', 'what-can-be-seen'],
          ['Live state', 'live-state'],
          ['Editing', 'editing'],
          ['Access and audits', 'access'],
          ['Access tests', 'access-tests'],
          ['Keys and secrets', 'keys-and-secrets'],
          ['GitHub', 'github'],
          ['Other CI', 'ci'],
        ),
      },
      {
        text: 'Reference',
        items: pages(
          ['Commands', 'reference/commands'],
          ['Fields of the file', 'reference/file'],
          ['Exit codes', 'exit-codes'],
          ['Error codes', 'errors'],
          ['Files and variables', 'files'],
          ['Names and renames', 'identity'],
          ['Git', 'git'],
          ['Network', 'network'],
          ['Library', 'library'],
          ['Performance', 'performance'],
          ['Arize', 'arize'],
        ),
      },
    ],
  },
});

/**
 * A folder's README.md is its index here. Links that lead out of docs/ lead to the file as npm's CDN serves it; a test of the
 * repository knows that it is there.
 */
function withRepositoryLinks(md) {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    const folder = posix.dirname(posix.join('docs', env.relativePath));
    const links = tokens.flatMap(({ children }) => children ?? []).filter(({ type }) => type === 'link_open');
    for (const link of links) {
      const href = link.attrGet('href');
      if (/^(?:[a-z]+:|#)/.test(href)) continue;
      const path = posix.join(folder, href);
      if (path.startsWith('docs/')) link.attrSet('href', href.replace(/README\.md(?=#|$)/, 'index.md'));
      else link.attrSet('href', `https://cdn.jsdelivr.net/npm/ax-gitops@${version}/${path}`);
    }
  });
}
