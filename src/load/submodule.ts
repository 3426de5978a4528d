import { dirname, join, relative, sep } from 'node:path';
import { isInside } from './root.js';
import type { FileTree } from './tree.js';

/** `.gitmodules` of a repository that has thousands of submodules. */
const sizeLimit = 1024 * 1024;

/**
 * Whether an empty folder stands for a submodule that is not checked out: Git makes the folder all the same, and the repository
 * around it names it. Git itself is not asked: it may be missing.
 */
export async function isSubmoduleLeftOut(tree: FileTree, root: string, folder: string): Promise<boolean> {
  for (let above = dirname(folder); isInside(root, above); above = dirname(above)) {
    const list = join(above, '.gitmodules');
    if ((await tree.kindOf(list)) === 'file')
      return submodulesIn(new TextDecoder().decode(await tree.read(list, sizeLimit))).includes(
        relative(above, folder).split(sep).join('/'),
      );
    if (above === root) return false;
  }
  return false;
}

function submodulesIn(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t]*path[ \t]*=[ \t]*(.*)$/gim)].map(([, path = '']) =>
    path.trimEnd().replaceAll(/"|\\(?=.)/g, ''),
  );
}
