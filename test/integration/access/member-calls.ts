import { randomUUID } from 'node:crypto'
import type { UserActor } from '#lib/domain/access/actor.ts'
import { MemberList } from '#lib/domain/access/member-input.ts'
import type { Role } from '#lib/domain/access/role.ts'
import { HistoryPage, type HistoryEntry } from '#lib/domain/history.ts'
import { addMember } from '#lib/server/access/members.ts'
import { createUser } from '#lib/server/access/users.ts'
import { createProject } from '#lib/server/projects.ts'
import { getServer } from '#lib/server/server.ts'
import { getBody, writeApi } from '#test/support/api.ts'

export type Headers = Record<string, string>
export type Somebody = { userId: string; email: string; headers: Headers; actor: UserActor }
type NewSomebody = { isOwner?: boolean; roles?: Record<string, Role> }

export const device = { userAgent: 'Test/1', address: '127.0.0.1' }
export const password = 'correct horse battery'
export const change = () => ({ actor: 'test', reason: 'test', now: new Date() })
/** Everything that must never be read in an answer, and the answers so far. */
export const secrets = new Set<string>([password])
export const answers: string[] = []

/** A user who is signed in, with these roles. */
export async function somebody({ isOwner = false, roles = {} }: NewSomebody): Promise<Somebody> {
  const { db, directory, signIns } = getServer().access
  const email = `${randomUUID()}@example.com`
  const passwordHash = `$argon2id$${randomUUID()}`
  secrets.add(passwordHash)
  const { userId } = await createUser(db, { email, name: '', passwordHash, isOwner }, change())
  for (const [project, role] of Object.entries(roles)) await addMember(db, { ...change(), project, userId, role })
  await directory.refresh()
  const { token } = await signIns.start(userId, device)
  secrets.add(token)
  const headers = { cookie: `tacho=${token}`, 'x-tacho': '1' }
  const actor: UserActor = { kind: 'user', userId, email, name: '', isOwner, roles: new Map(Object.entries(roles)) }
  return { userId, email, headers, actor }
}

export async function newProject(): Promise<string> {
  const project = `p-${randomUUID().slice(0, 8)}`
  await createProject(getServer().db, { project, name: 'Before', actor: 'test', now: new Date() })
  await getServer().projects.get(0)
  return project
}

export async function send(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown, headers: Headers) {
  const response = await writeApi(method, path, body, headers)
  const text = await response.text()
  answers.push(text)
  const answer: unknown = JSON.parse(text)
  return { status: response.status, answer }
}

export async function members(project: string, { headers }: Pick<Somebody, 'headers'>): Promise<MemberList['items']> {
  return (await getBody(`/${project}/members`, MemberList, headers)).items
}

export async function history(project: string, headers: Headers, query = ''): Promise<HistoryEntry[]> {
  const items: HistoryEntry[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const after = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: HistoryPage = await getBody(`/${project}/history?limit=3${query}${after}`, HistoryPage, headers)
    answers.push(JSON.stringify(page))
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}
