import { ClickHouseError, type ClickHouseSettings } from '@clickhouse/client'
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { RefusalError } from '#lib/domain/errors.ts'
import type { Log } from '#lib/server/log.ts'
import type { Database } from './client.ts'
import { defineSystemQuery } from './define-system-query.ts'
import { onCluster, renderStatement } from './macros.ts'
import { migrations as allMigrations } from './migrations/index.ts'
import type { Topology } from './topology.ts'

/** Numbered, never edited once released, every statement idempotent: it may run again, and at the same time elsewhere. */
export type Migration = { id: string; statements: readonly string[] }

export type MigrateOptions = {
  /** Default: that of the database's connection. */
  topology?: Topology
  migrations?: readonly Migration[]
  log?: Log
}

/** The database and this version do not fit together; the message is one sentence that says what to do. */
export class SchemaError extends RefusalError {}

/** Oldest server with generally available text indexes. */
const OLDEST_VERSION = [26, 2] as const
/** TABLE_ALREADY_EXISTS, DATABASE_ALREADY_EXISTS, DEADLOCK_AVOIDED, CANNOT_ASSIGN_ALTER: another process is at the same step. */
const RACES = new Set(['57', '82', '473', '517'])

const ledger = `CREATE TABLE IF NOT EXISTS schema_migrations {on_cluster} (
  id String,
  checksum String,
  applied_at DateTime64(3, 'UTC')
) ENGINE = {replacing:applied_at}
ORDER BY id`

const serverVersion = defineSystemQuery({
  name: 'server-version',
  params: z.object({}),
  row: z.object({ version: z.string() }),
  sql: 'SELECT version() AS version',
})

const appliedMigrations = defineSystemQuery({
  name: 'applied-migrations',
  params: z.object({}),
  row: z.object({ id: z.string(), checksum: z.string() }),
  sql: 'SELECT id, checksum FROM schema_migrations FINAL ORDER BY id',
})

/** Brings the schema up to date and returns the ids that were applied. Safe in several processes at once. */
export async function migrate(db: Database, options: MigrateOptions = {}): Promise<string[]> {
  const { migrations = allMigrations, log } = options
  const topology = options.topology ?? (await db.topology())
  refuseDisorder(migrations)
  await db.create(onCluster(topology))
  await refuseOldServer(db)
  await apply(db, ledger, topology)
  const applied = new Map((await appliedMigrations(db, {})).map((row) => [row.id, row.checksum]))
  if (options.migrations === undefined) refuseNewerSchema(applied, migrations)
  const fresh: string[] = []
  for (const migration of migrations) {
    const known = applied.get(migration.id)
    const checksum = checksumOf(migration)
    if (known !== undefined && known !== checksum) throw edited(migration.id)
    if (known !== undefined) continue
    for (const statement of migration.statements) await apply(db, statement, topology)
    await db.insert(
      'schema_migrations',
      [{ id: migration.id, checksum, applied_at: new Date().toISOString().replace('T', ' ').slice(0, 23) }],
      {
        repeatable: true,
      },
    )
    log?.info({ migration: migration.id }, 'migration applied')
    fresh.push(migration.id)
  }
  return fresh
}

async function apply(db: Database, statement: string, topology: Topology): Promise<void> {
  for (const sql of renderStatement(statement, topology)) await run(db, sql, topology)
}

async function run(db: Database, sql: string, topology: Topology): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.command(sql, { repeatable: true, settings: topology.kind === 'cluster' ? clusterSettings : {} })
      return
    } catch (error) {
      const isRace = error instanceof ClickHouseError && RACES.has(error.code)
      if (!isRace || attempt === 10) throw error
      await sleep(50 * attempt)
    }
  }
}

/** Every replica has the change before the next step. */
const clusterSettings: ClickHouseSettings = { alter_sync: '2', mutations_sync: '2' }

async function refuseOldServer(db: Database): Promise<void> {
  const [row] = await serverVersion(db, {})
  const [major = 0, minor = 0] = (row?.version ?? '').split('.').map(Number)
  const isOld = major < OLDEST_VERSION[0] || (major === OLDEST_VERSION[0] && minor < OLDEST_VERSION[1])
  if (isOld)
    throw new SchemaError(
      `ClickHouse ${row?.version ?? '(unknown)'} is too old: Tachograph needs ${OLDEST_VERSION.join('.')} or newer.`,
    )
}

function refuseDisorder(migrations: readonly Migration[]): void {
  const ids = migrations.map(({ id }) => id)
  const isSorted = ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? ''))
  if (!isSorted) throw new Error(`Migrations must have rising, distinct ids: ${ids.join(', ')}`)
}

/** A database that a newer version has changed may mean something else by the same columns. */
function refuseNewerSchema(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.id ?? ''
  const unknown = [...applied.keys()].filter((id) => id > newest)
  if (unknown.length === 0) return
  throw new SchemaError(
    `This database was brought up to date by a newer Tachograph (${unknown.join(', ')}): start that version, or restore a backup from before.`,
  )
}

function edited(id: string): SchemaError {
  return new SchemaError(
    `Migration ${id} was applied to this database with another content. Released migrations are never edited: ` +
      'restore it and add a new one, or use a fresh database.',
  )
}

/** Of the text before rendering, so that it is the same in every topology. */
function checksumOf(migration: Migration): string {
  return createHash('sha256').update(JSON.stringify(migration.statements)).digest('hex')
}
