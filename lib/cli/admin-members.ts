import type { Database } from '#clickhouse/client.ts'
import { Email, type Member } from '#lib/domain/access/account.ts'
import { Role } from '#lib/domain/access/role.ts'
import { AppError } from '#lib/domain/errors.ts'
import { addMember } from '#lib/server/access/members.ts'
import { findUserByEmail } from '#lib/server/access/users.ts'
import { DEFAULT_PROJECT, requireProject } from '#lib/server/projects.ts'
import { decideMember } from '#lib/server/services/members/decide-member.ts'
import { listMembers } from '#lib/server/services/members/list-members.ts'
import type { AdminCommand, OptionValues } from './admin-command.ts'

const actor = 'cli'

export const memberCommands: readonly AdminCommand[] = [
  {
    name: 'member list',
    says: 'Lists who may open a project: e-mail, role and name.',
    argument: '',
    options: ['project'],
    run: list,
  },
  {
    name: 'member add',
    says: 'Makes somebody who has an account a member, or gives a member a larger role.',
    argument: '<e-mail>',
    options: ['project', 'role'],
    run: add,
  },
  {
    name: 'member role',
    says: 'Gives a member another role, a smaller one too.',
    argument: '<e-mail>',
    needed: ['role'],
    options: ['project'],
    run: changeRole,
  },
  {
    name: 'member remove',
    says: 'Takes a member’s access away, within 5 seconds everywhere, with the open invitations that they sent.',
    argument: '<e-mail>',
    options: ['project'],
    run: remove,
  },
]

async function list(db: Database, values: OptionValues): Promise<string[]> {
  const project = await projectOf(db, values)
  const { items } = await listMembers({ ctx: { db, project } })
  return items.map(({ email, role, isOwner, name }) => [email, isOwner ? 'owner' : role, name || '-'].join('\t'))
}

async function add(db: Database, values: OptionValues, text: string): Promise<string[]> {
  const project = await projectOf(db, values)
  const role = roleOf(values)
  const email = emailOf(text)
  const user = await findUserByEmail(db, email)
  if (user === null) {
    throw new AppError('not_found', `${email} has no account: invite them on the project’s page Members.`)
  }
  if (user.body.isOwner) throw new AppError('conflict', `${email} is the owner, and admin of every project.`)
  const change = { project, userId: user.id, role, actor, reason: 'added', now: new Date() }
  const member = await addMember(db, change)
  return [`${email} is ${member.role} of project ${project}.`]
}

async function changeRole(db: Database, values: OptionValues, text: string): Promise<string[]> {
  const project = await projectOf(db, values)
  const { email, role } = await decide(db, project, text, roleOf(values))
  return [`${email} is ${role} of project ${project}, within 5 seconds everywhere.`]
}

async function remove(db: Database, values: OptionValues, text: string): Promise<string[]> {
  const project = await projectOf(db, values)
  const { email } = await decide(db, project, text, null)
  return [`${email} is no member of project ${project} any more; every page refuses them within 5 seconds.`]
}

async function decide(db: Database, project: string, text: string, role: Role | null): Promise<Member> {
  const email = emailOf(text)
  const { items } = await listMembers({ ctx: { db, project } })
  const member = items.find((each) => each.email === email)
  if (member === undefined) {
    const way = `"npm run admin -- member list --project ${project}" shows who is.`
    throw new AppError('not_found', `${email} is no member of project ${project}: ${way}`)
  }
  const { userId, version: expectedVersion } = member
  const by = { kind: 'system', name: actor } as const
  return decideMember({ db, project, actor: by, now: new Date(), userId, role, expectedVersion })
}

function roleOf({ role: given = 'viewer' }: OptionValues): Role {
  const role = Role.safeParse(given)
  if (role.success) return role.data
  throw new AppError('bad_request', `--role must be one of ${Role.options.join(', ')}`)
}

async function projectOf(db: Database, { project = DEFAULT_PROJECT }: OptionValues): Promise<string> {
  return (await requireProject(db, project)).project
}

function emailOf(text: string): string {
  const email = Email.safeParse(text)
  if (email.success) return email.data
  throw new AppError('bad_request', `"${text}" is no e-mail address`)
}
