import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { migrate } from '#clickhouse/migrate.ts'
import { writeConfig } from '#clickhouse/queries/config/write-config.ts'
import type { Member } from '#lib/domain/access/account.ts'
import { can } from '#lib/domain/access/can.ts'
import { InvitationList, NewInvitation } from '#lib/domain/access/member-input.ts'
import { Role } from '#lib/domain/access/role.ts'
import { Project } from '#lib/domain/project.ts'
import { createOneTimeLink } from '#lib/server/access/one-time-link.ts'
import { createKey } from '#lib/server/keys.ts'
import { getServer } from '#lib/server/server.ts'
import { acceptAsNew } from '#lib/server/services/account/accept-invitation.ts'
import { callApi, getBody } from '#test/support/api.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import {
  answers,
  change,
  device,
  history,
  members,
  newProject,
  password,
  secrets,
  send,
  somebody,
  type Headers,
  type Somebody,
} from './member-calls.ts'
import { probe, probes } from './member-probes.ts'

// The marker package throws outside Next's bundler, which is what these handlers run in here.
vi.mock('server-only', () => ({}))

let store: TestStore
let owner: Somebody

beforeAll(async () => {
  store = await startStore()
  process.env['TACHO_DATA_DIR'] = store.dataDir
  process.env['TACHO_AUTH'] = 'local'
  await migrate(store.database)
  owner = await somebody({ isOwner: true })
})
afterAll(() => store.stop())

async function memberOf(project: string, userId: string): Promise<Member> {
  const found = (await members(project, owner)).find((each) => each.userId === userId)
  if (found === undefined) throw new Error(`${userId} is no member`)
  return found
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
    expect((await members(project, owner)).map(({ userId, role, isOwner }) => [userId, role, isOwner])).toEqual([
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

  test.each(['remove', 'lower'] as const)('who %s each other at once do not leave the project alone', async (verb) => {
    for (let round = 0; round < 5; round += 1) {
      const project = await newProject()
      const admins = await Promise.all([1, 2, 3].map(() => somebody({ roles: { [project]: 'admin' } })))
      await Promise.all(admins.map(({ headers }) => callApi(`/${project}/members`, headers)))
      const outcomes = await Promise.all(
        admins.map(({ headers }, index) => {
          const path = `/${project}/members/${admins[(index + 1) % admins.length]?.userId}`
          const body = { expectedVersion: 1 }
          return verb === 'remove'
            ? send('DELETE', path, body, headers)
            : send('PUT', path, { ...body, role: 'viewer' }, headers)
        }),
      )
      // Whoever comes later is no admin any more, or has lost the one that was to go.
      const done = outcomes.filter(({ status }) => status === 200).length
      const left = (await members(project, owner)).filter(({ role, isOwner }) => role === 'admin' && !isOwner)
      expect(done).toBeGreaterThan(0)
      expect(left, JSON.stringify(outcomes)).toHaveLength(admins.length - done)
      expect(left.length).toBeGreaterThan(0)
      for (const { status } of outcomes) expect([200, 403, 404]).toContain(status)
      const changes = await history(project, owner.headers, '&kind=member')
      expect(changes.filter(({ action }) => action !== 'created')).toHaveLength(done)
    }
  })

  test('are changed as was decided where the process that decided it is gone', async () => {
    const project = await newProject()
    const [first, second] = await Promise.all([1, 2].map(() => somebody({ roles: { [project]: 'admin' } })))
    if (first === undefined || second === undefined) throw new Error('unreachable')
    const at = new Date()
    const body = { userId: first.userId, role: null, expectedVersion: 1, actor: 'test', reason: 'left', at }
    const entry = { project, kind: 'member_decision', id: 'latest', expectedVersion: 0, deleted: false, now: at }
    await writeConfig(store.database, { ...entry, body: JSON.stringify(body), actor: 'test', reason: 'left' })
    const path = `/${project}/members/${second.userId}`
    expect((await send('DELETE', path, { expectedVersion: 1 }, first.headers)).status).toBe(403)
    expect((await members(project, owner)).map(({ userId }) => userId)).toEqual([owner.userId, second.userId])
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
    expect([...kinds].toSorted()).toEqual(['device_secret', 'owner', 'setup_link', 'user', 'user_email'])
    const stored = await store.database.query({
      name: 'test-config',
      sql: `SELECT id, body FROM config WHERE project IN ('${project}', '-') AND kind != 'member_decision'`,
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
