import { isBound, type Actor } from '#lib/domain/access/actor.ts'
import { can, type Action } from '#lib/domain/access/can.ts'
import { AppError } from '#lib/domain/errors.ts'

/**
 * Lets the actor pass, or throws: `unauthorized` for nobody, `forbidden` where the actor belongs to the project but
 * may not do this, and for every other project what is answered for one that does not exist.
 */
export function requireAllowed(actor: Actor, action: Action, project: string | null): void {
  if (can(actor, action, { project })) return
  if (actor.kind === 'nobody') throw signInNeeded()
  if (actor.kind === 'key' && (project === null || project === actor.project)) {
    const bound = isBound(actor) ? ' that is bound to one tenant or environment' : ''
    throw new AppError('forbidden', `A key of kind "${actor.keyKind}"${bound} may not do this (${action}).`)
  }
  if (project === null) throw new AppError('forbidden', `Only the owner of this installation may do this (${action}).`)
  if (!can(actor, 'project:read', { project })) throw unknownProject(project)
  throw new AppError('forbidden', `Your role in this project does not allow this (${action}): ask one of its admins.`)
}

/** `person` is what no key can do. */
export function signInNeeded(by: 'person' | 'caller' = 'caller'): AppError {
  if (by === 'person') return new AppError('unauthorized', 'Sign in: this is part of an account.')
  return new AppError('unauthorized', 'Sign in, or send "Authorization: Bearer <key>" with a read key of the project.')
}

/** The same for a project that is not there and for one that is not theirs. */
export function unknownProject(project: string): AppError {
  return new AppError('not_found', `There is no project "${project.slice(0, 63)}", or it is not open to you.`)
}
