import { schema } from './validator.gen.js';

/** The permissions that files may name (contract §10). */
export function knownPermissions(): ReadonlySet<string> {
  const { definitions } = schema as {
    readonly definitions: { readonly permission: { readonly enum: readonly string[] } };
  };
  return new Set(definitions.permission.enum);
}

/** Where the schema of the files is published, for editors. */
export function schemaUrl(): string {
  return (schema as { readonly $id: string }).$id;
}
