import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listKeys } from '#lib/server/keys.ts'
import { startStore, type TestStore } from '#test/support/store.ts'

let store: TestStore

beforeAll(async () => {
  store = await startStore()
})
afterAll(() => store.stop())

const script = join(import.meta.dirname, '../../../lib/cli/admin.ts')

/** Runs `npm run admin -- …` as a user would. */
function admin(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, TACHO_DATA_DIR: store.dataDir }
    execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}

test('projects and keys from creation to revocation', async () => {
  expect((await admin('project', 'create', 'acme', '--name', 'Acme Inc')).stdout).toContain('"acme" is created')
  expect((await admin('project', 'list')).stdout).toBe('default\tDefault\nacme\tAcme Inc\n')

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

test.each([
  [['project', 'create', 'A B'], 1, 'is no project id'],
  [['project', 'create', 'default'], 1, 'exists from the start'],
  [['key', 'create', '--project', 'nowhere'], 1, 'There is no project "nowhere"'],
  [['key', 'create', '--kind', 'root'], 1, '--kind must be one of ingest'],
  [['key', 'create', '--days', '-1'], 2, '--days'],
  [['key', 'create', '--kind', 'read', '--environment', 'prod'], 1, 'only a key that sends'],
  [['key', 'create', '--requests-per-minute', 'many'], 1, '--requests-per-minute must be'],
  [['key', 'rotate', 'unknown', '--overlap-hours', 'x'], 1, '--overlap-hours must be'],
  [['key', 'revoke', 'unknown'], 1, 'There is no key unknown'],
  [['key', 'create', '--colour', 'red'], 2, '--colour'],
  [['nonsense'], 2, 'npm run admin -- project create'],
])('%j ends with %i and a sentence', async (args, code, sentence) => {
  const result = await admin(...args)
  expect(result.code).toBe(code)
  expect(result.stderr).toContain(sentence)
  expect(result.stderr).not.toMatch(/^\s+at /m)
})
