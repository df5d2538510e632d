import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import { Role } from '#lib/domain/access/role.ts'
import { AppError } from '#lib/domain/errors.ts'
import { ConfigEntries, type ConfigEntry } from '#lib/server/config-entries.ts'

/** That a user belongs to a project. */
export const Membership = z.object({ userId: z.string(), role: Role, since: z.string() })
export type Membership = z.infer<typeof Membership>

const memberships = new ConfigEntries('member', Membership)

type Change = { actor: string; reason: string; now: Date }

/** Members of one project, or with '' of all. */
export function listMemberships(db: Database, project: string): Promise<ConfigEntry<Membership>[]> {
  return memberships.list(db, project)
}

/** Makes somebody a member, or gives a member the larger of both roles. */
export async function addMember(
  db: Database,
  { project, userId, role, actor, reason, now }: Change & { project: string; userId: string; role: Role },
): Promise<Membership> {
  const known = await memberships.newest(db, project, userId)
  const has = known !== null && !known.deleted ? known.body : null
  if (has !== null && Role.options.indexOf(has.role) <= Role.options.indexOf(role)) return has
  const body: Membership = { userId, role, since: has?.since ?? now.toISOString() }
  const write = { project, id: userId, expectedVersion: known?.version ?? 0, actor, reason, now }
  return (await memberships.write(db, { ...write, body })).body
}

type MemberChange = Change & { project: string; userId: string; expectedVersion: number }

export async function changeRole(
  db: Database,
  { role, ...change }: MemberChange & { role: Role },
): Promise<ConfigEntry<Membership>> {
  const { body } = await requireMember(db, change)
  const { project, userId: id, expectedVersion, actor, reason, now } = change
  return memberships.write(db, { project, id, expectedVersion, actor, reason, now, body: { ...body, role } })
}

export async function removeMember(db: Database, change: MemberChange): Promise<ConfigEntry<Membership>> {
  const { body } = await requireMember(db, change)
  const { project, userId: id, expectedVersion, actor, reason, now } = change
  return memberships.write(db, { project, id, expectedVersion, actor, reason, now, body, deleted: true })
}

async function requireMember(
  db: Database,
  { project, userId }: Pick<MemberChange, 'project' | 'userId'>,
): Promise<ConfigEntry<Membership>> {
  const entry = await memberships.newest(db, project, userId)
  if (entry !== null && !entry.deleted) return entry
  throw new AppError('not_found', 'This person is not a member of the project, or is no longer.')
}
