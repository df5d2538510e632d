import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#lib/domain/errors.ts'
import type { Env } from '#lib/server/env.ts'

/** Where the database is. `url` has no path and no credentials. */
export const Connection = z.object({
  url: z.string(),
  username: z.string(),
  password: z.string(),
  database: z.string(),
  /** Name of the cluster that the server belongs to; '' is none. */
  cluster: z.string(),
  /** Where the embedded store takes the data of large inserts as files. */
  spoolDir: z.string().optional(),
})
export type Connection = z.infer<typeof Connection>

export type ConnectionOptions = {
  /** `http(s)://user:password@host:port/database`; undefined means the embedded store. */
  clickhouseUrl?: string | undefined
  /** Of the server, when it is part of one. */
  cluster?: string | undefined
  dataDir: string
}

const DEFAULT_DATABASE = 'tachograph'

const StoreFile = Connection.pick({ url: true, username: true, password: true, spoolDir: true })

/** Ask again after a failed connection: a restarted store has another port and password. */
export async function resolveConnection({ clickhouseUrl, cluster, dataDir }: ConnectionOptions): Promise<Connection> {
  return clickhouseUrl === undefined || clickhouseUrl === ''
    ? storeConnection(dataDir)
    : serverConnection(clickhouseUrl, cluster ?? '')
}

/** Where the variables say that the database is; asked again after a failed connection. */
export function connectionSource(
  env: Pick<Env, 'CLICKHOUSE_URL' | 'CLICKHOUSE_CLUSTER' | 'TACHO_DATA_DIR'>,
): () => Promise<Connection> {
  const options = { clickhouseUrl: env.CLICKHOUSE_URL, cluster: env.CLICKHOUSE_CLUSTER, dataDir: env.TACHO_DATA_DIR }
  return () => resolveConnection(options)
}

function serverConnection(clickhouseUrl: string, cluster: string): Connection {
  const url = new URL(clickhouseUrl)
  const database = decodeURIComponent(url.pathname.replace(/^\/|\/$/g, ''))
  return {
    url: url.origin,
    username: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
    database: database || DEFAULT_DATABASE,
    cluster,
  }
}

async function storeConnection(dataDir: string): Promise<Connection> {
  const path = join(dataDir, 'store.json')
  try {
    const store = StoreFile.parse(JSON.parse(await readFile(path, 'utf8')))
    return { ...store, database: DEFAULT_DATABASE, cluster: '' }
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `The embedded store is not running: ${path} cannot be read. Start it with npm start.`,
      {
        cause,
      },
    )
  }
}
