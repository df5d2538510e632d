import { setTimeout as sleep } from 'node:timers/promises'
import { migrate } from '#clickhouse/migrate.ts'
import { openAccess } from '#lib/server/access/access.ts'
import { callerOf } from '#lib/server/access/caller.ts'
import { hashPassword } from '#lib/server/access/password.ts'
import { requireAllowed } from '#lib/server/access/require-allowed.ts'
import { scopeOf } from '#lib/server/access/scope-of.ts'
import { addMember } from '#lib/server/access/members.ts'
import { createUser } from '#lib/server/access/users.ts'
import { createKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'
import { getServer } from '#lib/server/server.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { percentile } from './percentile.ts'

export type AuthBenchOptions = { seconds: number; users: number; keys: number }
type Figure = { requests: number; usP50: number; usP95: number; usP99: number; msMax: number }
export type AuthBenchResult = { users: number; keys: number; key: Figure; signIn: Figure; passwordMs: number }

const project = 'bench'
const device = { userAgent: 'Bench/1', address: '127.0.0.1' }
/** Requests of a burst, after which others get their turn: about what a page asks for at once. */
const burst = 10

/**
 * What knowing the sender adds to a request: from the headers to the rows that may be seen, with memory warm and its
 * renewal every three seconds included. The hash of a password is for comparison: it is made at a sign-in only.
 */
export async function benchAuth({ seconds, users, keys }: AuthBenchOptions): Promise<AuthBenchResult> {
  const store = await startStore()
  try {
    await migrate(store.database)
    const { authorization, cookie } = await populate(store, users, keys)
    Object.assign(process.env, { TACHO_DATA_DIR: store.dataDir, TACHO_AUTH: 'local' })
    const server = getServer()
    const measureWith = (sent: Parameters<typeof callerOf>[1]): Promise<Figure> =>
      measure(seconds, async () => {
        const { actor } = await callerOf(server, sent)
        requireAllowed(actor, 'run:read', project)
        scopeOf(actor, project)
      })
    const key = await measureWith({ authorization, cookie: null })
    const signIn = await measureWith({ authorization: null, cookie })
    const startedAt = performance.now()
    await hashPassword('correct horse battery')
    const passwordMs = Math.round(performance.now() - startedAt)
    await server.db.close()
    return { users, keys, key, signIn, passwordMs }
  } finally {
    await store.stop()
  }
}

async function populate({ database: db }: TestStore, users: number, keys: number) {
  const now = new Date()
  const change = { actor: 'bench', reason: 'bench', now }
  await createProject(db, { project, name: '', actor: 'bench', now })
  const user = async (name: string) => {
    const input = { email: `${name}@example.com`, name, passwordHash: '', isOwner: false }
    const { userId } = await createUser(db, input, change)
    await addMember(db, { project, userId, role: 'viewer', ...change })
    return userId
  }
  for (let number = 1; number < users; number += 1) await user(`user-${number}`)
  const input = { project, kind: 'read', name: '', tenant: null, expiresAt: null, actor: 'bench', now } as const
  for (let number = 1; number < keys; number += 1) await createKey(db, input)
  const { secret } = await createKey(db, input)
  const { token } = await openAccess(db).signIns.start(await user('last'), device)
  return { authorization: `Bearer ${secret}`, cookie: `tacho=${token}` }
}

async function measure(seconds: number, request: () => Promise<void>): Promise<Figure> {
  const took: number[] = []
  for (let turn = 0; turn < 1_000; turn += 1) await request()
  for (const until = performance.now() + seconds * 1000; performance.now() < until; await sleep(1)) {
    for (let turn = 0; turn < burst; turn += 1) {
      const startedAt = performance.now()
      await request()
      took.push(performance.now() - startedAt)
    }
  }
  const us = (share: number): number => Math.round((percentile(took, share) ?? 0) * 10_000) / 10
  return {
    requests: took.length,
    usP50: us(0.5),
    usP95: us(0.95),
    usP99: us(0.99),
    msMax: Math.round((percentile(took, 1) ?? 0) * 10) / 10,
  }
}
