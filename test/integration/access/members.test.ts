import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { migrate } from '#clickhouse/migrate.ts'
import type { Member } from '#lib/domain/access/account.ts'
import type { UserActor } from '#lib/domain/access/actor.ts'
import { can, type Action } from '#lib/domain/access/can.ts'
import { InvitationList, MemberList, NewInvitation } from '#lib/domain/access/member-input.ts'
import { Role } from '#lib/domain/access/role.ts'
import { HistoryPage, type HistoryEntry } from '#lib/domain/history.ts'
import { Project } from '#lib/domain/project.ts'
import { createOneTimeLink } from '#lib/server/access/one-time-link.ts'
import { addMember } from '#lib/server/access/members.ts'
import { createUser } from '#lib/server/access/users.ts'
import { createKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'
import { getServer } from '#lib/server/server.ts'
import { acceptAsNew } from '#lib/server/services/account/accept-invitation.ts'
import { callApi, getBody, writeApi } from '#test/support/api.ts'
import { startStore, type TestStore } from '#test/support/store.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

const device = { userAgent: 'Test/1', address: '127.0.0.1' }
const password = 'correct horse battery'
const change = () => ({ actor: 'test', reason: 'test', now: new Date() })
type Headers = Record<string, string>
type Somebody = { userId: string; email: string; headers: Headers; actor: UserActor }

let store: TestStore
let owner: Somebody
/** Everything that must never be read in an answer. */
const secrets = new Set<string>([password])
const answers: string[] = []

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  process.env['TACHO_AUTH'] = 'local'
  await migrate(store.database)
  owner = await somebody({ isOwner: true })
})
afterAll(() => store.stop())

/** A user who is signed in, with these roles. */
async function somebody({ isOwner = false, roles = {} }: { isOwner?: boolean; roles?: Record<string, Role> }) {
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
  return { userId, email, headers, actor } satisfies Somebody
}

async function newProject(): Promise<string> {
  const project = `p-${randomUUID().slice(0, 8)}`
  await createProject(store.database, { project, name: 'Before', actor: 'test', now: new Date() })
  await getServer().projects.get(0)
  return project
}

async function send(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown, headers: Headers) {
  const response = await writeApi(method, path, body, headers)
  const text = await response.text()
  answers.push(text)
  const answer: unknown = JSON.parse(text)
  return { status: response.status, answer }
}

async function members(project: string, who = owner): Promise<MemberList['items']> {
  return (await getBody(`/${project}/members`, MemberList, who.headers)).items
}

async function memberOf(project: string, userId: string): Promise<Member> {
  const found = (await members(project)).find((each) => each.userId === userId)
  if (found === undefined) throw new Error(`${userId} is no member`)
  return found
}

async function history(project: string, headers: Headers, query = ''): Promise<HistoryEntry[]> {
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

type Probe = {
  action: Action
  method?: 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
  /** What somebody who is allowed gets; nothing is changed by it. */
  allowed: number
}

const unknownUser = randomUUID()
const probes: readonly Probe[] = [
  { action: 'member:read', path: '/members', allowed: 200 },
  { action: 'member:read', path: '/invitations', allowed: 200 },
  { action: 'history:read', path: '/history', allowed: 200 },
  { action: 'project:write', method: 'PUT', path: '', body: { name: 'x', expectedVersion: 77 }, allowed: 409 },
  {
    action: 'member:write',
    method: 'PUT',
    path: `/members/${unknownUser}`,
    body: { role: 'viewer', expectedVersion: 1 },
    allowed: 404,
  },
  {
    action: 'member:write',
    method: 'DELETE',
    path: `/members/${unknownUser}`,
    body: { expectedVersion: 1 },
    allowed: 404,
  },
  { action: 'member:write', method: 'POST', path: '/invitations', body: { role: 'boss', email: '' }, allowed: 400 },
  { action: 'member:write', method: 'DELETE', path: '/invitations/0123456789abcdef', body: {}, allowed: 404 },
]

async function probe({ method, path, body }: Probe, project: string, headers: Headers): Promise<[number, string]> {
  const url = `/${project}${path}`
  const response = method === undefined ? await callApi(url, headers) : await writeApi(method, url, body, headers)
  return [response.status, await response.text()]
}

describe('who may', () => {
  test('is what `can` says, for every endpoint and role; others learn nothing of the project', async () => {
    const [project, other] = [await newProject(), await newProject()]
    const people = await Promise.all([
      ...Role.options.map((role) => somebody({ roles: { [project]: role } })),
      somebody({ roles: { [other]: 'admin' } }),
    ])
    for (const { actor, headers } of [owner, ...people]) {
      for (const each of probes) {
        const isMember = can(actor, 'project:read', { project })
        const [status, text] = await probe(each, project, headers)
        const what = `${[...actor.roles.values()].join()} ${each.method ?? 'GET'} ${each.path}`
        if (can(actor, each.action, { project })) expect(status, what).toBe(each.allowed)
        else expect(status, what).toBe(isMember ? 403 : 404)
        if (isMember) continue
        const [, elsewhere] = await probe(each, 'nowhere', headers)
        const plain = (given: string) => given.replaceAll(/"requestId":"[^"]*"/g, '')
        expect(plain(text).replaceAll(project, '*'), what).toBe(plain(elsewhere).replaceAll('nowhere', '*'))
      }
    }
    for (const each of probes) expect((await probe(each, project, { 'x-tacho': '1' }))[0], each.path).toBe(401)
  })

  test('create a project is the owner alone, and nobody by a key', async () => {
    const admin = await somebody({ roles: { default: 'admin' } })
    const input = { project: `p-${randomUUID().slice(0, 8)}`, name: 'New' }
    const key = { ...change(), project: 'default', kind: 'admin', name: '', tenant: null, expiresAt: null } as const
    const { secret } = await createKey(store.database, key)
    for (const headers of [admin.headers, { authorization: `Bearer ${secret}` }])
      expect((await send('POST', '/', input, headers)).status).toBe(403)
    expect(await send('POST', '/', input, owner.headers)).toMatchObject({
      status: 200,
      answer: { name: 'New', version: 1 },
    })
    expect((await send('POST', '/', input, owner.headers)).status).toBe(409)
    expect((await send('POST', '/', { ...input, project: 'default' }, owner.headers)).status).toBe(409)
    expect(await callApi(`/${input.project}/members`, owner.headers)).toMatchObject({ status: 200 })
  })
})

describe('a project', () => {
  test('is renamed from the version that one has seen; the default one too', async () => {
    for (const project of [await newProject(), 'default']) {
      const list = async () =>
        (await getBody('/', { parse: (value) => Projects.parse(value) }, owner.headers)).items.find(
          (each) => each.project === project,
        )
      const expectedVersion = (await list())?.version ?? -1
      const names = ['One', 'Two', 'Three']
      const outcomes = await Promise.all(
        names.map((name) => send('PUT', `/${project}`, { name, expectedVersion }, owner.headers)),
      )
      expect(outcomes.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
      const won = names[outcomes.findIndex(({ status }) => status === 200)]
      expect(await list()).toMatchObject({ name: won, version: expectedVersion + 1 })
    }
  })
})

describe('members', () => {
  test('are listed after the owner, who is admin of every project and cannot be touched', async () => {
    const project = await newProject()
    const viewer = await somebody({ roles: { [project]: 'viewer' } })
    expect((await members(project)).map(({ userId, role, isOwner }) => [userId, role, isOwner])).toEqual([
      [owner.userId, 'admin', true],
      [viewer.userId, 'viewer', false],
    ])
    const admin = await somebody({ roles: { [project]: 'admin' } })
    const path = `/${project}/members/${owner.userId}`
    expect((await send('DELETE', path, { expectedVersion: 1 }, admin.headers)).status).toBe(409)
    expect((await send('PUT', path, { role: 'viewer', expectedVersion: 1 }, admin.headers)).status).toBe(409)
  })

  test('get another role by one of those who change it at once, and lose access when they are removed', async () => {
    const project = await newProject()
    const viewer = await somebody({ roles: { [project]: 'viewer' } })
    const path = `/${project}/members/${viewer.userId}`
    const { version: expectedVersion } = await memberOf(project, viewer.userId)
    const outcomes = await Promise.all(
      (['editor', 'admin'] as const).map((role) => send('PUT', path, { role, expectedVersion }, owner.headers)),
    )
    expect(outcomes.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect((await callApi(`/${project}/history`, viewer.headers)).status).toBe(200)
    const stale = await send('DELETE', path, { expectedVersion }, owner.headers)
    expect(stale.status).toBe(409)
    const now = await memberOf(project, viewer.userId)
    expect((await send('DELETE', path, { expectedVersion: now.version }, owner.headers)).status).toBe(200)
    for (const after of ['/history', '/views', '/members'])
      expect((await callApi(`/${project}${after}`, viewer.headers)).status).toBe(404)
    expect((await send('DELETE', path, { expectedVersion: now.version + 1 }, owner.headers)).status).toBe(404)
  })
})

describe('invitations', () => {
  test('show their token once, are withdrawn, and go with who sent them', async () => {
    const project = await newProject()
    const admin = await somebody({ roles: { [project]: 'admin' } })
    const invite = async (headers: Headers, email: string) => {
      const { status, answer } = await send('POST', `/${project}/invitations`, { role: 'editor', email }, headers)
      expect(status).toBe(200)
      return NewInvitation.parse(answer)
    }
    const list = async () => (await getBody(`/${project}/invitations`, InvitationList, owner.headers)).items
    const byOwner = await invite(owner.headers, '')
    const byAdmin = await invite(admin.headers, 'Bob@Example.com')
    expect(byAdmin.invitation).toMatchObject({ email: 'bob@example.com', invitedBy: admin.email })
    expect((await list()).map(({ invitationId }) => invitationId).toSorted()).toEqual(
      [byOwner, byAdmin].map(({ invitation }) => invitation.invitationId).toSorted(),
    )
    expect(JSON.stringify(await list())).not.toContain(byOwner.token)
    const known = await send('POST', `/${project}/invitations`, { role: 'viewer', email: admin.email }, owner.headers)
    expect(known.status).toBe(409)
    const { version: expectedVersion } = await memberOf(project, admin.userId)
    await send('PUT', `/${project}/members/${admin.userId}`, { role: 'editor', expectedVersion }, owner.headers)
    expect((await list()).map(({ invitationId }) => invitationId)).toEqual([byOwner.invitation.invitationId])
    const path = `/${project}/invitations/${byOwner.invitation.invitationId}`
    expect((await send('DELETE', path, {}, owner.headers)).status).toBe(200)
    expect((await send('DELETE', path, {}, owner.headers)).status).toBe(404)
    expect(await list()).toEqual([])
  })
})

describe('the history', () => {
  test('has every change once, who made it and what it changed, and nothing that opens a door', async () => {
    const project = await newProject()
    const editor = await somebody({ roles: { [project]: 'editor' } })
    await send('PUT', `/${project}`, { name: 'After', expectedVersion: 1 }, owner.headers)
    const view = await send('POST', `/${project}/views`, { name: 'Slow', filter: {}, columns: null }, editor.headers)
    expect(view.status).toBe(200)
    const made = await send('POST', `/${project}/invitations`, { role: 'viewer', email: '' }, owner.headers)
    const { token } = NewInvitation.parse(made.answer)
    const guest = { email: `${randomUUID()}@example.com`, name: 'Bob', password }
    await acceptAsNew(getServer().access, { token, now: new Date(), input: guest, device })
    await createOneTimeLink(store.database, { userId: null, actor: 'cli', now: new Date() })
    const key = { ...change(), project, kind: 'read', name: 'laptop', tenant: null, expiresAt: null } as const
    secrets.add((await createKey(store.database, key)).secret)

    const own = await history(project, editor.headers)
    expect(own.map(({ kind, action, subject, by }) => [kind, action, subject, by.name ?? by.actor])).toEqual([
      ['api_key', 'created', 'laptop', 'test'],
      ['member', 'created', 'Bob', 'Bob'],
      ['invitation', 'deleted', '', 'link'],
      ['invitation', 'created', '', owner.email],
      ['view', 'created', 'Slow', editor.email],
      ['project', 'changed', 'After', owner.email],
      ['member', 'created', editor.email, 'test'],
      ['project', 'created', 'Before', 'test'],
    ])
    expect(own.find(({ kind, action }) => kind === 'project' && action === 'changed')?.changes).toEqual([
      { field: 'name', before: 'Before', after: 'After' },
    ])
    expect(await history(project, editor.headers, `&kind=view&actor=user:${editor.userId}`)).toHaveLength(1)
    expect(await history(project, editor.headers, '&kind=view&actor=cli')).toEqual([])

    const all = await history(project, owner.headers)
    const kinds = new Set(all.filter((each) => each.project === null).map(({ kind }) => kind))
    expect([...kinds].toSorted()).toEqual(['device_secret', 'setup_link', 'user', 'user_email'])
    const stored = await store.database.query({
      name: 'test-config',
      sql: `SELECT id, body FROM config WHERE project IN ('${project}', '-')`,
    })
    expect(all).toHaveLength(stored.length)
    expect(new Set(all.map(({ entryId }) => entryId)).size).toBe(all.length)
    expect(all.map(({ at }) => Date.parse(at))).toEqual(all.map(({ at }) => Date.parse(at)).toSorted((a, b) => b - a))
  })

  test('and no other answer shows a stored hash, or a token but where it was made', async () => {
    const bodies = z
      .array(z.object({ id: z.string(), body: z.string() }))
      .parse(await store.database.query({ name: 'test-config', sql: 'SELECT id, body FROM config' }))
    for (const { id, body } of bodies) {
      if (/^[0-9a-f]{64}$/.test(id)) secrets.add(id)
      for (const [, hash] of body.matchAll(/"(?:hash|passwordHash|secret)":"([^"]+)"/g)) if (hash) secrets.add(hash)
    }
    const text = answers.join('\n')
    expect(secrets.size).toBeGreaterThan(20)
    expect([...secrets].filter((secret) => text.includes(secret))).toEqual([])
  })
})

const Projects = z.object({ items: z.array(Project) })
