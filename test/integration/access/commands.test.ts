import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePort } from '#lib/cli/supervise/ports.ts'
import { openAccess } from '#lib/server/access/access.ts'
import { createConfiguredOwner } from '#lib/server/access/owner.ts'
import { createUser, listUsers } from '#lib/server/access/users.ts'
import { listKeys } from '#lib/server/keys.ts'
import { signIn } from '#lib/server/services/account/sign-in.ts'
import { startStore, type TestStore } from '#test/support/store.ts'

let store: TestStore

beforeAll(async () => {
  store = await startStore()
})
afterAll(() => store.stop())

const script = join(import.meta.dirname, '../../../lib/cli/admin.ts')

/** Runs `npm run admin -- …` as a user would. */
function admin(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return adminOf(store.dataDir, args)
}

function adminOf(dataDir: string, args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, TACHO_DATA_DIR: dataDir, PORT: '3210' }
    execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}

test('projects and keys from creation to revocation', async () => {
  expect((await admin('project', 'create', 'acme', '--name', 'Acme Inc')).stdout).toContain('"acme" is created')
  expect((await admin('project', 'list')).stdout).toBe('default\tDefault\nacme\tAcme Inc\n')
  expect((await admin('project', 'rename', 'acme', '--name', 'Acme')).stdout).toContain('is called "Acme" now')
  expect((await admin('project', 'list')).stdout).toContain('acme\tAcme\n')

  const created = await admin('key', 'create', '--project', 'acme', '--tenant', 'north', '--name', 'ci')
  const [key] = await listKeys(store.database, 'acme')
  expect(created.stdout).toMatch(/^Key \S+ \(ingest, project acme\)[^\n]*\ntacho_ingest_[\w-]{43}\n$/)
  expect(key).toMatchObject({ project: 'acme', kind: 'ingest', tenant: 'north', name: 'ci', revokedAt: null })

  const listed = await admin('key', 'list', '--project', 'acme')
  expect(listed.stdout).toContain('valid')
  expect(listed.stdout).not.toContain(created.stdout.trim().split('\n')[1])

  expect((await admin('key', 'revoke', key?.keyId ?? '', '--project', 'acme')).code).toBe(0)
  expect((await admin('key', 'list')).stdout).toContain('revoked')
})

test('a key with bindings and limits, rotated with an overlap', async () => {
  const limits = ['--requests-per-minute', '600', '--bytes-per-minute', '1000000']
  await admin('key', 'create', '--name', 'agents', '--environment', 'prod', '--days', '30', ...limits)
  const [old] = await listKeys(store.database, 'default')
  expect(old).toMatchObject({
    environment: 'prod',
    quota: { requestsPerMinute: 600, bytesPerMinute: 1_000_000 },
    createdBy: 'cli',
  })

  const rotated = await admin('key', 'rotate', old?.keyId ?? '', '--overlap-hours', '1.5', '--reason', 'yearly')
  expect(rotated.stdout).toMatch(/^Key \S+ takes the place of [^\n]*\ntacho_ingest_[\w-]{43}\n$/)
  const made = (await listKeys(store.database, 'default')).find(({ replaces }) => replaces === old?.keyId)
  expect(made).toMatchObject({ name: 'agents', environment: 'prod', quota: old?.quota })
  expect((await admin('key', 'list')).stdout).toContain(`then ${made?.keyId}`)
  expect((await admin('key', 'rotate', old?.keyId ?? '')).stderr).toContain('was rotated before')
})

test('members from joining to leaving', async () => {
  const change = { actor: 'test', reason: 'test', now: new Date() }
  const person = (email: string, isOwner: boolean) =>
    createUser(store.database, { email, name: 'Ada', passwordHash: 'x', isOwner }, change)
  await person('owner@example.com', true)
  await person('ada@example.com', false)
  const list = async () => (await admin('member', 'list')).stdout
  expect(await list()).toBe('owner@example.com\towner\tAda\n')
  expect((await admin('member', 'add', 'Ada@Example.com', '--role', 'admin')).stdout).toContain('is admin of project')
  expect(await list()).toContain('ada@example.com\tadmin\tAda\n')
  expect((await admin('member', 'add', 'ada@example.com')).stdout).toContain('is admin of project')
  expect((await admin('member', 'role', 'ada@example.com', '--role', 'viewer')).stdout).toContain('is viewer of')
  expect(await list()).toContain('ada@example.com\tviewer\tAda\n')
  expect((await admin('member', 'remove', 'ada@example.com')).stdout).toContain('is no member of project default')
  expect(await list()).toBe('owner@example.com\towner\tAda\n')
  for (const [args, sentence] of [
    [['remove', 'ada@example.com'], 'member list --project default'],
    [['remove', 'owner@example.com'], 'The owner of the installation'],
    [['add', 'owner@example.com'], 'is the owner'],
  ] as const) {
    const { code, stderr } = await admin('member', ...args)
    expect([code, stderr]).toEqual([1, expect.stringContaining(sentence)])
  }
})

test('the owner that the environment names is made once, where nobody has an account', async () => {
  const file = join(store.dataDir, 'owner-password')
  const email = 'root@example.com'
  const create = (password: string, text = email) =>
    writeFile(file, password).then(() => {
      const env = { TACHO_OWNER_EMAIL: text, TACHO_OWNER_PASSWORD_FILE: file }
      return createConfiguredOwner(store.database, env, new Date())
    })
  await store.database.command('TRUNCATE TABLE config')
  await expect(create('short')).rejects.toThrow('TACHO_OWNER_PASSWORD_FILE: The password needs')
  await expect(create('correct horse battery', 'root')).rejects.toThrow('this is no e-mail address')
  const nowhere = { TACHO_OWNER_EMAIL: email, TACHO_OWNER_PASSWORD_FILE: `${file}x` }
  await expect(createConfiguredOwner(store.database, nowhere, new Date())).rejects.toThrow('cannot be read')
  await expect(
    createConfiguredOwner(store.database, { ...nowhere, TACHO_OWNER_PASSWORD_FILE: undefined }, new Date()),
  ).rejects.toThrow('needs TACHO_OWNER_PASSWORD_FILE')
  await Promise.all([create('correct horse battery\n'), create('correct horse battery\n')])
  await create('another battery horse', 'second@example.com')
  const device = { userAgent: 'Test/1', address: '127.0.0.1' }
  const signInWith = (password: string) =>
    signIn(openAccess(store.database), { input: { email, password }, device, deviceMark: null })
  expect(await signInWith('correct horse battery')).toBeDefined()
  await expect(signInWith('correct horse battery\n')).rejects.toThrow('password is wrong')
  expect((await listUsers(store.database)).map((user) => [user.email, user.isOwner])).toEqual([[email, true]])
})

test('a link for whoever sits at the console, another each time', async () => {
  const links = [await admin('link'), await admin('link')].map(({ stdout }) => stdout.trim().split('\n').at(-1))
  for (const link of links) expect(link).toMatch(/^http:\/\/localhost:3210\/setup#[\w-]{43}$/)
  expect(new Set(links).size).toBe(2)
})

test('say what to do where nothing runs', async () => {
  for (const args of [['link'], ['member', 'list'], ['project', 'list'], ['key', 'list']]) {
    const { code, stderr } = await adminOf(join(store.dataDir, 'nothing-here'), args)
    expect([code, stderr]).toEqual([1, expect.stringContaining('Start it with npm start')])
    expect(stderr).not.toMatch(/^\s+at /m)
  }
  // Left by a store that was killed.
  const dataDir = await mkdtemp(join(store.dataDir, 'killed-'))
  const left = { url: `http://127.0.0.1:${await findFreePort()}`, username: 'x', password: 'y' }
  await writeFile(join(dataDir, 'store.json'), JSON.stringify(left))
  const { code, stderr } = await adminOf(dataDir, ['member', 'list'])
  expect([code, stderr]).toEqual([1, expect.stringContaining('need a running Tachograph (npm start)')])
})

test.each([[], ['help'], ['--help'], ['key', 'create', '--help']])('%j %j %j explains itself', async (...args) => {
  const { code, stdout } = await admin(...args)
  expect(code).toBe(0)
  for (const command of ['link', 'project rename', 'member add', 'member role', 'key create'])
    expect(stdout).toContain(`npm run admin -- ${command}`)
})

test.each([
  [['project', 'create', 'A B'], 1, 'is no project id'],
  [['project', 'create', 'default'], 1, 'exists from the start'],
  [['key', 'create', '--project', 'nowhere'], 1, 'There is no project "nowhere"'],
  [['key', 'create', '--kind', 'root'], 1, '--kind must be one of ingest'],
  [['key', 'create', '--days', '-1'], 2, '--days'],
  [['key', 'create', '--kind', 'read', '--bytes-per-minute', '9'], 1, 'only a key that sends'],
  [['key', 'create', '--requests-per-minute', 'many'], 1, '--requests-per-minute must be'],
  [['key', 'rotate', 'unknown', '--overlap-hours', 'x'], 1, '--overlap-hours must be'],
  [['key', 'revoke', 'unknown'], 1, 'There is no key unknown'],
  [['key', 'create', '--colour', 'red'], 2, '--colour'],
  [['nonsense'], 2, 'There is no command "nonsense"'],
  [['nonsense'], 2, 'npm run admin -- project create'],
  [['project', 'rename', 'acme'], 2, '--name is missing'],
  [['project', 'rename', '--name', 'x'], 2, '<id> is missing'],
  [['project', 'rename', 'nowhere', '--name', 'x'], 1, 'There is no project "nowhere"'],
  [['project', 'rename', 'acme', '--name', ' '], 1, '--name must be'],
  [['project', 'list', 'acme'], 2, '"acme" has no meaning here'],
  [['member', 'add'], 2, '<e-mail> is missing'],
  [['member', 'add', 'ada'], 1, '"ada" is no e-mail address'],
  [['member', 'add', 'nobody@example.com'], 1, 'has no account'],
  [['member', 'add', 'nobody@example.com', '--role', 'king'], 1, '--role must be one of admin'],
  [['member', 'add', 'nobody@example.com', '--tenant', 'x'], 2, '--tenant'],
  [['member', 'list', '--project', 'nowhere'], 1, 'project create nowhere'],
  [['member', 'role', 'ada@example.com'], 2, '--role is missing'],
  [['key', 'rotate'], 2, '<key id> is missing'],
])('%j ends with %i and a sentence', async (args, code, sentence) => {
  const result = await admin(...args)
  expect(result.code).toBe(code)
  expect(result.stderr).toContain(sentence)
  expect(result.stderr).not.toMatch(/^\s+at /m)
})
