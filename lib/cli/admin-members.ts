import type { Database } from '#clickhouse/client.ts'
import { Email } from '#lib/domain/access/account.ts'
import { Role } from '#lib/domain/access/role.ts'
import { AppError } from '#lib/domain/errors.ts'
import { withdrawInvitationsOf } from '#lib/server/access/invitations.ts'
import { addMember, removeMember } from '#lib/server/access/members.ts'
import { findUserByEmail } from '#lib/server/access/users.ts'
import { DEFAULT_PROJECT, requireProject } from '#lib/server/projects.ts'
import { listMembers } from '#lib/server/services/members/list-members.ts'
import { requireChangeable } from '#lib/server/services/members/require-changeable.ts'

export const memberUsage = `npm run admin -- member list [--project <id>]
npm run admin -- member add <e-mail> [--project <id>] [--role ${Role.options.join('|')}]
npm run admin -- member remove <e-mail> [--project <id>]
`

export const memberOptions = { project: { type: 'string' }, role: { type: 'string' } } as const

type MemberValues = { [Name in keyof typeof memberOptions]?: string }
type MemberCommand = (db: Database, values: MemberValues, email: string) => Promise<string[]>

const actor = 'cli'

/** `member <verb>` → what it does; the lines it returns are printed. */
export const memberCommands: readonly [string, MemberCommand][] = [
  ['member list', listMembersCommand],
  ['member add', addMemberCommand],
  ['member remove', removeMemberCommand],
]

async function listMembersCommand(db: Database, values: MemberValues): Promise<string[]> {
  const project = await projectOf(db, values)
  const { items } = await listMembers({ ctx: { db, project } })
  return items.map(({ email, role, isOwner, name }) => [email, isOwner ? 'owner' : role, name || '-'].join('\t'))
}

async function addMemberCommand(db: Database, values: MemberValues, text: string): Promise<string[]> {
  const project = await projectOf(db, values)
  const role = Role.safeParse(values.role ?? 'viewer')
  if (!role.success) throw new AppError('bad_request', `--role must be one of ${Role.options.join(', ')}`)
  const email = emailOf(text)
  const user = await findUserByEmail(db, email)
  if (user === null) {
    throw new AppError('not_found', `${email} has no account: invite them from the project's page of members.`)
  }
  if (user.body.isOwner) throw new AppError('conflict', `${email} is the owner, and admin of every project.`)
  const change = { project, userId: user.id, role: role.data, actor, reason: 'added', now: new Date() }
  const member = await addMember(db, change)
  return [`${email} is ${member.role} of project ${project}.`]
}

async function removeMemberCommand(db: Database, values: MemberValues, text: string): Promise<string[]> {
  const project = await projectOf(db, values)
  const email = emailOf(text)
  const { items } = await listMembers({ ctx: { db, project } })
  const userId = items.find((each) => each.email === email)?.userId ?? ''
  const { version: expectedVersion } = requireChangeable(items, { userId, role: null })
  const change = { project, userId, actor, reason: 'removed', now: new Date() }
  await removeMember(db, { ...change, expectedVersion })
  await withdrawInvitationsOf(db, { ...change, inviter: `user:${userId}` })
  return [`${email} is no member of project ${project} any more; every page refuses them within 5 seconds.`]
}

async function projectOf(db: Database, { project = DEFAULT_PROJECT }: MemberValues): Promise<string> {
  return (await requireProject(db, project)).project
}

function emailOf(text: string): string {
  const email = Email.safeParse(text)
  if (email.success) return email.data
  throw new AppError('bad_request', `"${text}" is no e-mail address`)
}
