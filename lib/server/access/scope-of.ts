import type { Actor } from '#lib/domain/access/actor.ts'
import { Scope } from '#lib/domain/access/scope.ts'

/**
 * The rows that this actor may see of a project whose opening was allowed. The only place where a scope is made:
 * a query that needs one cannot be asked without passing here.
 */
export function scopeOf(actor: Actor, project: string): Scope {
  return new Scope(project, actor.kind === 'key' && actor.tenant !== null ? [actor.tenant] : [])
}
