import { KeyKind } from '../project.ts'
import { isBound, type Actor } from './actor.ts'
import type { Role } from './role.ts'

/** What can be done, as resource and verb. Every endpoint names one of them. */
export const actions = [
  'run:read',
  'ingest-health:read',
  'view:read',
  'view:write',
  'share:read',
  'share:write',
  'project:read',
  'project:create',
  'project:write',
  'member:read',
  'member:write',
  'key:read',
  'key:write',
  'attribution:read',
  'attribution:write',
  'history:read',
  'price:read',
  'price:write',
  'statement:read',
  'statement:write',
  'chargeback:read',
  'chargeback:write',
  'budget:read',
  'budget:write',
  'span:ingest',
] as const
export type Action = (typeof actions)[number]

/** Where something is done; project null is the installation. */
export type Resource = { project: string | null }

/**
 * The one place that decides what somebody may do. What is not named here is denied; a role or a kind of key that
 * comes later is a line more in the tables below.
 */
export function can(actor: Actor, action: Action, { project }: Resource): boolean {
  switch (actor.kind) {
    case 'system':
    case 'local':
      return true
    // A link opens one run by its own routes, and nothing here.
    case 'link':
    case 'nobody':
      return false
    case 'key':
      if (isBound(actor) && ofWholeProject.has(action)) return false
      return project === actor.project && keyActions[actor.keyKind].has(action)
    case 'user': {
      if (actor.isOwner) return true
      const role = project === null ? undefined : actor.roles.get(project)
      return role !== undefined && roleMay(role, action)
    }
  }
}

/** What a role may do in its project; pages ask it which ways to offer. */
export function roleMay(role: Role, action: Action): boolean {
  return roleActions[role].has(action)
}

const viewer: readonly Action[] = [
  'run:read',
  'ingest-health:read',
  'view:read',
  'share:read',
  'project:read',
  'price:read',
  'statement:read',
  'chargeback:read',
  'budget:read',
]
const editor: readonly Action[] = [...viewer, 'view:write', 'share:write', 'history:read']
const admin: readonly Action[] = [
  ...editor,
  'project:write',
  'member:read',
  'member:write',
  'key:read',
  'key:write',
  'attribution:read',
  'attribution:write',
  'price:write',
  'statement:write',
  'chargeback:write',
  'budget:write',
]

/** What belongs to no tenant or environment in part: a key that is bound to one is left out of it. */
const ofWholeProject: ReadonlySet<Action> = new Set<Action>([
  'ingest-health:read',
  'view:read',
  'view:write',
  'project:write',
  'member:read',
  'member:write',
  'key:read',
  'key:write',
  'attribution:read',
  'attribution:write',
  'history:read',
  'price:read',
  'price:write',
  'statement:write',
  'chargeback:read',
  'chargeback:write',
  'budget:write',
])

const roleActions: Readonly<Record<Role, ReadonlySet<Action>>> = {
  viewer: new Set(viewer),
  editor: new Set(editor),
  admin: new Set(admin),
}

const keyActions: Readonly<Record<KeyKind, ReadonlySet<Action>>> = {
  ingest: new Set<Action>(['span:ingest']),
  read: new Set(viewer),
  guard: new Set(),
  replay: new Set(),
  // A key makes no key and invites nobody: whoever steals it must not outlast its end.
  admin: new Set<Action>([
    ...editor,
    'project:write',
    'key:read',
    'member:read',
    'attribution:read',
    'price:write',
    'statement:write',
    'chargeback:write',
    'budget:write',
    'span:ingest',
  ]),
}

/** Kinds of keys that may do something in their project; none where only a person may. */
export function keyKindsFor(action: Action): KeyKind[] {
  return KeyKind.options.filter((kind) => keyActions[kind].has(action))
}
