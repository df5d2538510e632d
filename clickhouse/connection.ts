import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#lib/domain/errors.ts'

/** Where the database is. `url` has no path and no credentials. */
export const Connection = z.object({
  url: z.string(),
  username: z.string(),
  password: z.string(),
  database: z.string(),
})
export type Connection = z.infer<typeof Connection>

export type ConnectionOptions = {
  /** `http(s)://user:password@host:port/database`; undefined means the embedded store. */
  clickhouseUrl?: string | undefined
  dataDir: string
}

const DEFAULT_DATABASE = 'tachograph'

const StoreFile = z.object({ url: z.string(), username: z.string(), password: z.string() })

/** Ask again after a failed connection: a restarted store has another port and password. */
export async function resolveConnection({ clickhouseUrl, dataDir }: ConnectionOptions): Promise<Connection> {
  return clickhouseUrl === undefined || clickhouseUrl === ''
    ? storeConnection(dataDir)
    : serverConnection(clickhouseUrl)
}

function serverConnection(clickhouseUrl: string): Connection {
  const url = new URL(clickhouseUrl)
  const database = decodeURIComponent(url.pathname.replace(/^\/|\/$/g, ''))
  return {
    url: url.origin,
    username: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
    database: database || DEFAULT_DATABASE,
  }
}

async function storeConnection(dataDir: string): Promise<Connection> {
  const path = join(dataDir, 'store.json')
  try {
    const store = StoreFile.parse(JSON.parse(await readFile(path, 'utf8')))
    return { ...store, database: DEFAULT_DATABASE }
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
