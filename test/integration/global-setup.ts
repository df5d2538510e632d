import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#clickhouse/migrate.ts'
import { isEmbedded, startStore } from '#test/support/store.ts'

/** Before any test with a store: one that has the schema, which the others begin as copies of. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (!isEmbedded) return undefined
  const dataDir = await mkdtemp(join(tmpdir(), 'tacho-prepared-'))
  const store = await startStore({ dataDir })
  await migrate(store.database)
  await store.stop()
  process.env['TACHO_TEST_STORE'] = dataDir
  return () => rm(dataDir, { recursive: true, force: true })
}
