import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '#clickhouse/migrate.ts'
import { writeConfig } from '#clickhouse/queries/config/write-config.ts'
import { can } from '#lib/domain/access/can.ts'
import { openAccess } from '#lib/server/access/access.ts'
import { createInvitation, listInvitations, withdrawInvitation } from '#lib/server/access/invitations.ts'
import { createOneTimeLink } from '#lib/server/access/one-time-link.ts'
import { SignIns } from '#lib/server/access/sign-ins.ts'
import { listMemberships } from '#lib/server/access/members.ts'
import { createUser, listUsers } from '#lib/server/access/users.ts'
import { createKey } from '#lib/server/keys.ts'
import { acceptAsMember, acceptAsNew } from '#lib/server/services/account/accept-invitation.ts'
import { changePassword, listDevices, signOutEverywhere } from '#lib/server/services/account/profile.ts'
import { setUp } from '#lib/server/services/account/set-up.ts'
import { signIn } from '#lib/server/services/account/sign-in.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { actorOf, device, lookedAt, makeUser, password, wrongGuess } from './account-people.ts'

let store: TestStore

beforeAll(async () => {
  store = await startStore()
  await migrate(store.database)
})
afterAll(() => store.stop())

/** As another web process sees it: nothing in memory yet. */
const freshAccess = () => openAccess(store.database)
const newUser = () => makeUser(freshAccess(), randomUUID())

describe('the first start', () => {
  it('makes one owner, whoever of two opens the link first, and none after that', async () => {
    const access = freshAccess()
    const token = await createOneTimeLink(store.database, { userId: null, actor: 'cli', now: new Date() })
    const other = await createOneTimeLink(store.database, { userId: null, actor: 'cli', now: new Date() })
    const use = (link: string, name: string) => {
      const input = { token: link, email: `${name}@example.com`, name, password }
      return setUp(freshAccess(), { input, device, now: new Date() })
    }
    await expect(
      use(
        token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
        'eve',
      ),
    ).rejects.toThrow('no such link')
    const outcomes = await Promise.allSettled([use(token, 'one'), use(token, 'two')])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(use(token, 'three')).rejects.toThrow('used before')
    await expect(use(other, 'four')).rejects.toThrow('owner already')
    expect((await listUsers(store.database)).filter(({ isOwner }) => isOwner)).toHaveLength(1)
    const [started] = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    const owner = await actorOf(access, started?.token ?? '')
    expect(owner).toMatchObject({ kind: 'user', isOwner: true })
    expect(owner !== null && can(owner, 'project:create', { project: null })).toBe(true)
  })

  it('makes one owner of two who open two links at once', async () => {
    await store.database.command('TRUNCATE TABLE config')
    const makeLink = () => createOneTimeLink(store.database, { userId: null, actor: 'cli', now: new Date() })
    const links = [await makeLink(), await makeLink(), await makeLink()]
    const outcomes = await Promise.allSettled(
      links.map((token, index) => {
        const input = { token, email: `first${index}@example.com`, name: '', password }
        return setUp(freshAccess(), { input, device, now: new Date() })
      }),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(String(outcome.reason)).toContain('has its owner already')
    expect((await listUsers(store.database)).filter(({ isOwner }) => isOwner)).toHaveLength(1)
  })

  it('is not lost to somebody whose browser was closed in the middle', async () => {
    await store.database.command('TRUNCATE TABLE config')
    const claim = { project: '-', kind: 'owner', id: 'first', expectedVersion: 0, deleted: false }
    const now = new Date()
    const body = JSON.stringify({ userId: randomUUID(), claimedAt: now.toISOString() })
    await writeConfig(store.database, { ...claim, body, actor: 'link', reason: 'set up', now })
    const create = (at: Date) =>
      createUser(
        store.database,
        { email: 'ada@example.com', name: '', passwordHash: 'x', isOwner: true },
        { actor: 'test', reason: 'test', now: at },
      )
    await expect(create(now)).rejects.toMatchObject({ code: 'gone' })
    expect(await create(new Date(now.getTime() + 60_000))).toMatchObject({ isOwner: true })
  })

  it('closes its link after a quarter of an hour', async () => {
    const token = await createOneTimeLink(store.database, { userId: null, actor: 'cli', now: new Date() })
    const input = { token, email: 'late@example.com', name: '', password }
    const late = new Date(Date.now() + 15 * 60_000)
    await expect(setUp(freshAccess(), { input, device, now: late })).rejects.toThrow('expired')
  })
})

describe('an invitation', () => {
  it('opens one project to one person, in one role', async () => {
    const { access, token, project } = await newUser()
    const actor = await actorOf(access, token)
    expect(actor).toMatchObject({ isOwner: false, roles: new Map([[project, 'editor']]) })
  })

  it('is for whom it names, and is over when it was used or withdrawn', async () => {
    const { database: db } = store
    const now = new Date()
    const base = { project: 'p-invited', role: 'viewer', invitedBy: 'admin', actor: 'test', now } as const
    const named = await createInvitation(db, { ...base, email: 'bob@example.com' })
    const input = { email: 'eve@example.com', name: '', password }
    await expect(acceptAsNew(freshAccess(), { token: named.token, now, input, device })).rejects.toThrow('is for bob')
    await acceptAsNew(freshAccess(), { token: named.token, now, input: { ...input, email: 'bob@example.com' }, device })
    await expect(
      acceptAsNew(freshAccess(), { token: named.token, now, input: { ...input, email: 'bob@example.com' }, device }),
    ).rejects.toThrow('no such invitation')
    const { invitation, token } = await createInvitation(db, { ...base, email: '' })
    await withdrawInvitation(db, { project: 'p-invited', invitationId: invitation.invitationId, actor: 'test', now })
    await expect(acceptAsNew(freshAccess(), { token, now, input, device })).rejects.toThrow('no such invitation')
    expect(await listInvitations(db, 'p-invited', now)).toEqual([])
  })

  it('lets one of many in who use it at once, and nobody after a week', async () => {
    const now = new Date()
    const base = { project: 'p-race', role: 'viewer', email: '', invitedBy: 'admin', actor: 'test', now } as const
    const { token } = await createInvitation(store.database, base)
    const join = (link: string, name: string, at = now) =>
      acceptAsNew(freshAccess(), {
        token: link,
        now: at,
        input: { email: `${name}-${randomUUID()}@example.com`, name, password },
        device,
      })
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => join(token, name)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await listMemberships(store.database, 'p-race')).toHaveLength(1)
    const late = await createInvitation(store.database, base)
    const nextWeek = new Date(now.getTime() + 7 * 86_400_000)
    await expect(join(late.token, 'late', nextWeek)).rejects.toMatchObject({ code: 'gone' })
    expect(await listMemberships(store.database, 'p-race')).toHaveLength(1)
  })

  it('adds a project to somebody who is signed in, and never lowers a role', async () => {
    const { access, token, project } = await newUser()
    const actor = await actorOf(access, token)
    if (actor === null) throw new Error('not signed in')
    const base = { email: '', invitedBy: 'admin', actor: 'test', now: new Date() }
    for (const [name, role] of [
      [project, 'viewer'],
      ['p-second', 'admin'],
    ] as const) {
      const made = await createInvitation(store.database, { ...base, project: name, role })
      await acceptAsMember(access, { token: made.token, now: new Date(), actor })
    }
    expect((await actorOf(access, token))?.roles).toEqual(
      new Map([
        [project, 'editor'],
        ['p-second', 'admin'],
      ]),
    )
  })

  it('makes one account of an address', async () => {
    const { email } = await newUser()
    const input = { email, name: '', passwordHash: 'x', isOwner: false }
    const write = { actor: 'test', reason: 'test', now: new Date() }
    await expect(createUser(store.database, input, write)).rejects.toThrow('has an account already')
    const race = `race-${randomUUID()}@example.com`
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(() => createUser(store.database, { ...input, email: race }, write)),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

describe('a sign-in', () => {
  it('needs the right password, and says no more than that', async () => {
    const { access, email } = await newUser()
    const attempt = (given: { email: string; password: string }) =>
      signIn(access, { input: given, device, deviceMark: null })
    await expect(attempt({ email, password: 'correct horse batterz' })).rejects.toThrow('E-mail or password is wrong.')
    await expect(attempt({ email: 'nobody@example.com', password })).rejects.toThrow('E-mail or password is wrong.')
    const { token } = await attempt({ email, password })
    expect(await actorOf(freshAccess(), token)).toMatchObject({ email })
  })

  it('ends when it is not used for a week, and after a month in any case', async () => {
    let nowMs = Date.now()
    const dayMs = 86_400_000
    const { userId } = await newUser()
    const signIns = new SignIns(store.database, { now: () => nowMs })
    const { token } = await signIns.start(userId, device)
    for (let day = 0; day < 29; day += 6) {
      nowMs += 6 * dayMs
      const row = await signIns.verify(token)
      expect(row === null ? 'ended' : 'open').toBe(day < 24 ? 'open' : 'ended')
    }
    const { token: idle } = await signIns.start(userId, device)
    nowMs += 7 * dayMs
    expect(await new SignIns(store.database, { now: () => nowMs }).verify(idle)).toBeNull()
  })

  it('changes its token once a day; the old one serves a minute longer', async () => {
    let nowMs = Date.now()
    const { userId } = await newUser()
    const signIns = new SignIns(store.database, { now: () => nowMs })
    const { token, row } = await signIns.start(userId, device)
    expect(await signIns.rotate(row)).toBeNull()
    nowMs += 86_400_000
    const newer = await signIns.rotate(row)
    if (newer === null) throw new Error('the token is old')
    expect(await signIns.verify(token)).not.toBeNull()
    nowMs += 60_000
    expect(await new SignIns(store.database, { now: () => nowMs }).verify(token)).toBeNull()
    expect(await signIns.verify(newer)).toMatchObject({ signInId: row.signInId, signedInAt: row.signedInAt })
    expect(await signIns.list(userId)).toHaveLength(2)
  })

  it('ends here at once and in another process within three seconds, and no sign of life brings it back', async () => {
    let nowMs = Date.now()
    const { userId } = await newUser()
    const [here, there] = [0, 1].map(() => new SignIns(store.database, { now: () => nowMs }))
    if (here === undefined || there === undefined) throw new Error('unreachable')
    const { token, row } = await here.start(userId, device)
    expect(await there.verify(token)).not.toBeNull()
    nowMs += 6 * 60_000
    expect(await there.verify(token)).not.toBeNull()
    await here.end(userId, row.signInId)
    expect(await here.verify(token)).toBeNull()
    nowMs += 3_000
    expect(await there.verify(token)).toBeNull()
    await expect(here.end(userId, row.signInId)).rejects.toThrow('has ended before')
  })

  it('ends everywhere when one says so or changes the password; the browser that changed it stays', async () => {
    const { access, token, email } = await newUser()
    const second = await signIn(access, { input: { email, password }, device, deviceMark: null })
    const actor = await actorOf(access, token)
    if (actor === null) throw new Error('not signed in')
    expect(await listDevices(access, { actor, current: null })).toHaveLength(2)
    const input = { current: password, password: 'another long enough one' }
    const changed = await changePassword(access, { actor, now: new Date(), input, device, deviceMark: null })
    expect(await Promise.all([token, second.token].map((each) => actorOf(access, each)))).toEqual([null, null])
    expect(await actorOf(access, changed.token)).toMatchObject({ email })
    expect(await listDevices(access, { actor, current: null })).toHaveLength(1)
    await signOutEverywhere(access, { actor, now: new Date() })
    expect(await actorOf(freshAccess(), changed.token)).toBeNull()
  })
})

describe('guesses', () => {
  it('at an account are counted by all processes together, and by one that starts later', async () => {
    const { email, deviceMark } = await newUser()
    const processes = [freshAccess(), freshAccess(), freshAccess()]
    const burst = processes.flatMap((access, process) =>
      Array.from({ length: 20 }, (_, index) => signIn(access, wrongGuess(email, process * 20 + index))),
    )
    expect(await lookedAt(burst)).toBe(10)
    const later = freshAccess()
    await expect(signIn(later, wrongGuess(email, 500))).rejects.toMatchObject({ code: 'rate_limited' })
    await expect(signIn(later, wrongGuess(`other-${email}`, 500))).rejects.toThrow('password is wrong')
    // Its owner was here before any of these processes had started.
    expect(
      (await signIn(later, { ...wrongGuess(email, 501, deviceMark), input: { email, password } })).token,
    ).toBeDefined()
  })

  it('of a known device are told from strangers’ by a secret that is made once', async () => {
    const email = `${randomUUID()}@example.com`
    const marks = await Promise.all([1, 2, 3].map(() => freshAccess().marks.make(email)))
    for (const mark of marks) {
      expect(await freshAccess().marks.isOf(mark, email)).toBe(true)
      expect(await freshAccess().marks.isOf(mark, `x${email}`)).toBe(false)
      expect(
        await freshAccess().marks.isOf(
          mark.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
          email,
        ),
      ).toBe(false)
    }
    for (const mark of ['', '.', 'x', 'x.y']) expect(await freshAccess().marks.isOf(mark, email)).toBe(false)
  })
})

describe('what is stored', () => {
  it('opens no door: no token, link, key or password', async () => {
    const { token } = await newUser()
    const link = await createOneTimeLink(store.database, { userId: null, actor: 'cli', now: new Date() })
    const about = { project: 'default', kind: 'read', name: '', tenant: null, expiresAt: null, actor: 'test' } as const
    const { secret: key } = await createKey(store.database, { ...about, now: new Date() })
    const text = JSON.stringify([
      await store.database.query({ name: 'test-config', sql: 'SELECT * FROM config' }),
      await store.database.query({ name: 'test-sign-ins', sql: 'SELECT * FROM sign_ins' }),
    ])
    for (const secret of [token, link, key, password]) expect(text).not.toContain(secret)
    const guesses = await store.database.query({ name: 'test-guesses', sql: 'SELECT * FROM sign_in_guesses' })
    expect(guesses.length).toBeGreaterThan(0)
    expect(JSON.stringify(guesses)).not.toContain('@')
  })
})
