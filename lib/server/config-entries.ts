import type { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import { configVersion } from '#clickhouse/queries/config/config-version.ts'
import { listConfig } from '#clickhouse/queries/config/list-config.ts'
import { newestConfig } from '#clickhouse/queries/config/newest-config.ts'
import { AppError } from '#lib/domain/errors.ts'
import { writeConfig, type ConfigWrite } from '#clickhouse/queries/config/write-config.ts'
import type { ConfigRow } from '#clickhouse/tables/config.ts'

/** What belongs to the installation and to no project; no project can be named so. */
export const installation = '-'

export type ConfigEntry<Body> = {
  body: Body
  project: string
  id: string
  version: number
  /** Who wrote this version, as `actorName` has it. */
  actor: string
  deleted: boolean
}

type EntryWrite<Body> = Omit<ConfigWrite, 'kind' | 'body' | 'deleted'> & { body: Body; deleted?: boolean }

/** Configuration of one kind, its bodies checked against their schema both ways. */
export class ConfigEntries<Schema extends z.ZodType> {
  readonly kind: string
  private readonly schema: Schema

  constructor(kind: string, schema: Schema) {
    this.kind = kind
    this.schema = schema
  }

  /** Entries that are not deleted, of one project or with '' of all. */
  async list(db: Database, project: string): Promise<ConfigEntry<z.output<Schema>>[]> {
    return (await listConfig(db, { project, kind: this.kind })).map((row) => this.read(row))
  }

  /** The newest version, a deleted one too; null where there never was one. */
  async newest(db: Database, project: string, id: string): Promise<ConfigEntry<z.output<Schema>> | null> {
    const [row] = await newestConfig(db, { project, kind: this.kind, id })
    return row === undefined ? null : this.read(row)
  }

  /** One version as it was; null where there is none. */
  async at(db: Database, project: string, id: string, version: number): Promise<ConfigEntry<z.output<Schema>> | null> {
    const [row] = await configVersion(db, { project, kind: this.kind, id, version })
    return row === undefined ? null : this.read(row)
  }

  /** Throws `conflict` when the entry is not at `expectedVersion`. */
  async write(db: Database, write: EntryWrite<z.input<Schema>>): Promise<ConfigEntry<z.output<Schema>>> {
    const body = JSON.stringify(this.schema.parse(write.body))
    return this.read(await writeConfig(db, { deleted: false, ...write, kind: this.kind, body }))
  }

  private read(row: ConfigRow): ConfigEntry<z.output<Schema>> {
    const { project, id, version, actor, deleted } = row
    return { body: this.schema.parse(JSON.parse(row.body)), project, id, version, actor, deleted: deleted === 1 }
  }
}

/** For the `catch` of a write that somebody else may win. */
export function unlessConflict<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof AppError && error.code === 'conflict') return value
    throw error
  }
}
