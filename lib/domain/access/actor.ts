import type { KeyKind } from '../project.ts'
import type { Role } from './role.ts'

/** Somebody who is signed in. */
export type UserActor = {
  kind: 'user'
  userId: string
  email: string
  name: string
  /** The owner of the installation is admin of every project, and makes new ones. */
  isOwner: boolean
  /** Projects that the user is a member of. */
  roles: ReadonlyMap<string, Role>
}

/** A program that shows an API key. */
export type KeyActor = {
  kind: 'key'
  keyId: string
  keyKind: KeyKind
  project: string
  /** The one tenant whose data the key opens; null for all. */
  tenant: string | null
  /** The one environment whose data the key opens; null for all. */
  environment: string | null
}

/** Whether the key opens a part of its project only. */
export function isBound({ tenant, environment }: KeyActor): boolean {
  return tenant !== null || environment !== null
}

/**
 * Who acts. `local` is whoever sits at a machine whose sign-in is off, `nobody` a request that shows nothing, `link`
 * whoever has a link to one run, `system` a process of ours, such as `cli` or `worker`.
 */
export type Actor =
  | UserActor
  | KeyActor
  | { kind: 'local' }
  | { kind: 'nobody' }
  | { kind: 'link'; shareId: string }
  | { kind: 'system'; name: string }

/** The actor as it is stored with every change. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return `user:${actor.userId}`
    case 'key':
      return `key:${actor.keyId}`
    case 'link':
      return `share:${actor.shareId}`
    case 'system':
      return actor.name
    case 'local':
    case 'nobody':
      return actor.kind
  }
}
