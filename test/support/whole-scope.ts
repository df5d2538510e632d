import type { Scope } from '#lib/domain/access/scope.ts'
import { scopeOf } from '#lib/server/access/scope-of.ts'

/** All rows of a project, as a process of ours sees them. */
export function wholeScope(project: string): Scope {
  return scopeOf({ kind: 'system', name: 'test' }, project)
}
