import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import { Role } from '#lib/domain/access/role.ts'
import { ConfigEntries, type ConfigEntry } from '#lib/server/config-entries.ts'

/** That a user belongs to a project. */
export const Membership = z.object({ userId: z.string(), role: Role, since: z.string() })
export type Membership = z.infer<typeof Membership>

/** Changed by `decideMembership`, but for additions. */
export const memberships = new ConfigEntries('member', Membership)

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
