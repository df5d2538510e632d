import { describe, expect, it } from 'vitest'
import type { Member } from '#lib/domain/access/account.ts'
import type { Role } from '#lib/domain/access/role.ts'
import { requireChangeable } from './require-changeable.ts'

const member = (userId: string, role: Role, isOwner = false): Member => ({
  userId,
  email: `${userId}@example.com`,
  name: '',
  isOwner,
  role,
  since: '2026-11-21T00:00:00Z',
  version: isOwner ? 0 : 1,
})
const owner = member('owner', 'admin', true)
const admin = member('admin', 'admin')
const viewer = member('viewer', 'viewer')

describe('requireChangeable', () => {
  it.each<[string, Member[], string, Role | null]>([
    ['a viewer', [admin, viewer], 'viewer', null],
    ['an admin beside another', [admin, member('second', 'admin')], 'admin', 'viewer'],
    ['the only admin beside the owner', [owner, admin], 'admin', null],
    ['the last admin who stays one', [admin], 'admin', 'admin'],
  ])('lets %s be changed', (_who, members, userId, role) => {
    expect(requireChangeable(members, { userId, role }).userId).toBe(userId)
  })

  it.each<[string, Member[], string, Role | null, string]>([
    ['the owner', [owner, admin], 'owner', null, 'owner of the installation'],
    ['the last admin where there is no owner', [admin, viewer], 'admin', null, 'last admin'],
    ['the last admin who would be lowered', [admin, viewer], 'admin', 'editor', 'last admin'],
    ['a stranger', [admin], 'stranger', null, 'not a member'],
  ])('leaves %s alone', (_who, members, userId, role, message) => {
    expect(() => requireChangeable(members, { userId, role })).toThrow(message)
  })
})
