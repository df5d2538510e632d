import type { Actor } from '#lib/domain/access/actor.ts'
import { Scope } from '#lib/domain/access/scope.ts'

/**
 * The rows that this actor may see of a project whose opening was allowed. The only place where a scope is made:
 * a query that needs one cannot be asked without passing here.
 */
export function scopeOf(actor: Actor, project: string): Scope {
  if (actor.kind !== 'key') return new Scope(project, {})
  const { tenant, environment } = actor
  return new Scope(project, { tenants: listOf(tenant), environments: listOf(environment) })
}

function listOf(name: string | null): string[] {
  return name === null ? [] : [name]
}
