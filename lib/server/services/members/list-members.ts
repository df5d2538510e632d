import type { Member } from '#lib/domain/access/account.ts'
import type { MemberList } from '#lib/domain/access/member-input.ts'
import { Role } from '#lib/domain/access/role.ts'
import type { ConfigEntry } from '#lib/server/config-entries.ts'
import { listMemberships, type Membership } from '#lib/server/access/members.ts'
import { listUsers, type User } from '#lib/server/access/users.ts'
import type { ServiceContext } from '../context.ts'

/** Who may open the project: its owner first, then its members by role and name. */
export async function listMembers({
  ctx: { db, project },
}: {
  ctx: Pick<ServiceContext, 'db' | 'project'>
}): Promise<MemberList> {
  const [users, memberships] = await Promise.all([listUsers(db), listMemberships(db, project)])
  const ofUser = new Map(memberships.map((entry) => [entry.body.userId, entry]))
  const members = users.flatMap((user) => {
    const entry = ofUser.get(user.userId)
    if (user.isOwner) return [ownerOf(user)]
    return entry === undefined ? [] : [memberOf(user, entry)]
  })
  return { items: members.toSorted((a, b) => rank(a) - rank(b) || byName.compare(labelOf(a), labelOf(b))) }
}

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

function rank({ isOwner, role }: Member): number {
  return isOwner ? -1 : Role.options.indexOf(role)
}

function labelOf({ name, email }: Member): string {
  return name || email
}

/** The owner is admin of every project, whatever a membership from before says. */
function ownerOf({ userId, email, name, createdAt }: User): Member {
  return { userId, email, name, isOwner: true, role: 'admin', since: createdAt, version: 0 }
}

function memberOf({ userId, email, name }: User, { body, version }: ConfigEntry<Membership>): Member {
  return { userId, email, name, isOwner: false, role: body.role, since: body.since, version }
}
