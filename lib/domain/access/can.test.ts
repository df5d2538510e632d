import { describe, expect, it } from 'vitest'
import { KeyKind } from '../project.ts'
import type { Actor } from './actor.ts'
import { actions, can, type Action } from './can.ts'
import { Role } from './role.ts'

const user = (roles: [string, Role][], isOwner = false): Actor => {
  return { kind: 'user', userId: 'u1', email: 'a@example.com', name: 'A', isOwner, roles: new Map(roles) }
}
type Bounds = { tenant?: string; environment?: string }
const key = (keyKind: KeyKind, { tenant, environment }: Bounds = {}): Actor => {
  const bounds = { tenant: tenant ?? null, environment: environment ?? null }
  return { kind: 'key', keyId: 'k1', keyKind, project: 'acme', ...bounds }
}
const allowed = (actor: Actor, project: string | null): Action[] =>
  actions.filter((action) => can(actor, action, { project }))

describe('can', () => {
  it('opens nothing to somebody who shows nothing', () => {
    expect([...allowed({ kind: 'nobody' }, 'acme'), ...allowed({ kind: 'nobody' }, null)]).toEqual([])
  })

  it('opens no other project and no installation, whatever the role or key', () => {
    for (const role of Role.options) {
      expect(allowed(user([['acme', role]]), 'other')).toEqual([])
      expect(allowed(user([['acme', role]]), null)).toEqual([])
    }
    for (const kind of KeyKind.options) {
      expect(allowed(key(kind), 'other')).toEqual([])
      expect(allowed(key(kind), null)).toEqual([])
    }
  })

  it('lets each role do what the smaller one may, and more', () => {
    const [admin, editor, viewer] = Role.options.map((role) => new Set(allowed(user([['acme', role]]), 'acme')))
    expect(editor?.isSupersetOf(viewer ?? new Set())).toBe(true)
    expect(admin?.isSupersetOf(editor ?? new Set())).toBe(true)
    expect([...(viewer ?? [])].filter((action) => !action.endsWith(':read'))).toEqual([])
    expect(editor?.has('member:write')).toBe(false)
    expect(admin?.has('project:create')).toBe(false)
  })

  it('lets the owner do everything', () => {
    expect(allowed(user([], true), 'acme')).toEqual([...actions])
    expect(allowed(user([], true), null)).toEqual([...actions])
  })

  it.each([{ tenant: 'north' }, { environment: 'prod' }])(
    'leaves a key of %o out of what the project shares',
    (bounds) => {
      expect(allowed(key('read', bounds), 'acme')).toEqual([
        'run:read',
        'share:read',
        'project:read',
        'statement:read',
        'budget:read',
      ])
      expect(allowed(key('admin', bounds), 'acme')).not.toContain('history:read')
      expect(allowed(key('ingest', bounds), 'acme')).toEqual(['span:ingest'])
    },
  )

  it('gives an ingest key nothing to read, and no key the making of keys or members', () => {
    expect(allowed(key('ingest'), 'acme')).toEqual(['span:ingest'])
    for (const kind of KeyKind.options) {
      expect(allowed(key(kind), 'acme')).not.toContain('key:write')
      expect(allowed(key(kind), 'acme')).not.toContain('member:write')
    }
  })
})
