import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { openDatabase, type Database } from '#clickhouse/client.ts'
import { resolveConnection } from '#clickhouse/connection.ts'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { encodeTraces, send, testSpan } from '../../support/otlp.ts'
import { startIngestProcess, type IngestProcess } from '../../support/process.ts'
import { isEmbedded, startStore, type TestStore } from '../../support/store.ts'

const root = join(import.meta.dirname, '../../..')

let store: TestStore
let ingest: IngestProcess
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tacho-backup-'))
  store = await startStore()
  ingest = await startIngestProcess({ TACHO_DATA_DIR: store.dataDir })
})
afterAll(async () => {
  await ingest.stop()
  await store.stop()
  await rm(folder, { recursive: true, force: true })
})

const contents = defineSystemQuery({
  name: 'contents',
  params: z.object({}),
  row: z.object({ spans: z.coerce.number(), payloads: z.coerce.number(), fingerprint: z.string() }),
  sql: `
SELECT
  count() AS spans,
  (SELECT count() FROM span_io FINAL) AS payloads,
  toString((SELECT sum(cityHash64(span_id, raw)) FROM span_io FINAL)) AS fingerprint
FROM spans FINAL`,
})
const spansIn = async (database: Database) => (await contents(database, {}))[0]

describe.runIf(isEmbedded)('backups', () => {
  test('while spans come in, a full one and one that adds to it; restored, nothing acknowledged before is missing', async () => {
    const acknowledged: number[] = []
    const sending = new AbortController()
    const sender = (async () => {
      while (!sending.signal.aborted) {
        const spans = Array.from({ length: 50 }, () => testSpan())
        const { status } = await send(`${ingest.url}/v1/traces`, encodeTraces(spans, 'protobuf'))
        if (status === 200) acknowledged.push(spans.length)
      }
    })()
    while (acknowledged.length < 4) await sleep(5)
    expect(await backup()).toMatch(/^Backup \S+ is complete \(full\): [\d.]+ MB in /)
    const before = sum(acknowledged)
    const second = await backup()
    expect(second).toMatch(/^Backup \S+ is complete \(adds to \S+\)/)
    sending.abort()
    await sender

    const name = nameIn(second)
    const target = join(folder, 'restored')
    const restored = await run('restore', { TACHO_DATA_DIR: target, ...backupsOf(store) }, ['--name', name])
    expect(restored.errors).toBe('')
    expect(restored.output).toContain(`Backup ${name} is restored and whole`)
    const found = await contentsOf(target)
    expect(found?.spans).toBeGreaterThanOrEqual(before)
    expect(found?.payloads).toBeGreaterThanOrEqual(before)
  })

  test('without traffic the restored database is equal, and its own backups go on', async () => {
    const name = nameIn(await backup(['--full']))
    const target = join(folder, 'equal')
    await run('restore', { TACHO_DATA_DIR: target, ...backupsOf(store) }, ['--name', name])
    expect(await contentsOf(target)).toEqual(await spansIn(store.database))
  })

  test('a damaged backup is refused and leaves nothing behind', async () => {
    const name = nameIn(await backup(['--full']))
    const copies = join(folder, 'damaged')
    await cp(backupsOf(store).TACHO_BACKUP_DIR, copies, { recursive: true })
    await flipByteOfLargestFile(join(copies, name, 'data'))
    const target = join(folder, 'not-restored')
    const refused = await run('restore', { TACHO_DATA_DIR: target, TACHO_BACKUP_DIR: copies }, ['--name', name])
    expect(refused.code).toBe(1)
    expect(refused.errors).toMatch(/^The backup \S+ is damaged \([a-z_, ]+\) and was taken out again/)
    const again = await run('restore', { TACHO_DATA_DIR: target, ...backupsOf(store) }, ['--name', name])
    expect(again.code).toBe(0)
  })

  test.each([
    ['a database in use', () => store.dataDir, 'nothing', /^The data folder \S+ is already in use/],
    ['one that has tables', () => join(folder, 'equal'), 'nothing', /already has tables\. A backup is restored into/],
    ['a name that is none', () => join(folder, 'new'), '../../etc', /^"\.\.\/\.\.\/etc" is no name of a backup/],
    ['a backup that is not there', () => join(folder, 'new'), 'nothing', /nothing'?\)? not found/],
  ])('restoring is refused with one sentence: %s', async (_case, dataDir, name, sentence) => {
    const refused = await run('restore', { TACHO_DATA_DIR: dataDir(), ...backupsOf(store) }, ['--name', name])
    expect(refused).toMatchObject({ code: 1, errors: expect.stringMatching(sentence), output: '' })
    expect(refused.errors.trim().split('\n')).toHaveLength(1)
  })

  test('--keep deletes old chains, --list shows what is left', async () => {
    const name = nameIn(await backup(['--full', '--keep', '1']))
    expect(await readdir(backupsOf(store).TACHO_BACKUP_DIR)).toEqual([name])
    const listed = await run('backup', { TACHO_DATA_DIR: store.dataDir }, ['--list'])
    expect(listed.output).toMatch(new RegExp(`^${name}\\tfull\\t[^\\n]+\\n$`))
  })
})

async function backup(args: string[] = []): Promise<string> {
  const { code, output, errors } = await run('backup', { TACHO_DATA_DIR: store.dataDir }, args)
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  return output
}

function backupsOf({ dataDir }: TestStore): { TACHO_BACKUP_DIR: string } {
  return { TACHO_BACKUP_DIR: join(dataDir, 'backups') }
}

function nameIn(output: string): string {
  return /Backup (\S+) is complete/.exec(output)?.[1] ?? ''
}

async function run(command: string, env: Record<string, string>, args: string[]) {
  const child = spawn(process.execPath, [join(root, `lib/cli/${command}.ts`), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const texts = { output: '', errors: '' }
  child.stdout.on('data', (chunk: Buffer) => (texts.output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (texts.errors += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, ...texts }
}

async function contentsOf(dataDir: string) {
  const restored = await startStore({ dataDir })
  const database = openDatabase(() => resolveConnection({ dataDir }))
  try {
    return await spansIn(database)
  } finally {
    await database.close()
    await restored.stop()
  }
}

async function flipByteOfLargestFile(under: string): Promise<void> {
  const entries = await readdir(under, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && entry.name === 'data.bin')
  const bodies = await Promise.all(
    files.map(async (file) => {
      const path = join(file.parentPath, file.name)
      return { path, bytes: await readFile(path) }
    }),
  )
  const largest = bodies.toSorted((left, right) => right.bytes.length - left.bytes.length)[0]
  if (largest === undefined) throw new Error('the backup has no data')
  const middle = Math.floor(largest.bytes.length / 2)
  largest.bytes[middle] = (largest.bytes[middle] ?? 0) ^ 1
  await writeFile(largest.path, largest.bytes)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
