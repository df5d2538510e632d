import { openDatabase, type Database } from '#clickhouse/client.ts'
import { connectionSource } from '#clickhouse/connection.ts'
import { saveKeyUses } from '#clickhouse/tables/key-uses.ts'
import { openAccess, type Access } from './access/access.ts'
import { readEnv, type Env } from './env.ts'
import { CachedKeyVerifier, listKeys, type KeyVerifier } from './keys.ts'
import { KeyQuotas } from './keys/key-quotas.ts'
import { KeyUses } from './keys/key-uses.ts'
import { createLog, type Log } from './log.ts'
import { PriceBooks } from './price-books.ts'
import { listProjects } from './projects.ts'
import { CachedValue } from './cached-value.ts'
import type { Project } from '#lib/domain/project.ts'

/** What lives as long as the web process. */
export type Server = {
  env: Env
  log: Log
  db: Database
  keys: KeyVerifier
  keyUses: KeyUses
  keyQuotas: KeyQuotas
  access: Access
  projects: CachedValue<Project[]>
  prices: PriceBooks
}

const projectsAgeMs = 3_000

/** Route bundles may each hold a copy of this module; the process has one of these. */
const holder: typeof globalThis & { tachographServer?: Server } = globalThis

export function getServer(): Server {
  holder.tachographServer ??= openServer()
  return holder.tachographServer
}

function openServer(): Server {
  const env = readEnv()
  const log = createLog({ process: 'web', level: env.TACHO_LOG_LEVEL })
  const db = openDatabase(connectionSource(env), { log })
  const keys = new CachedKeyVerifier({ loadKeys: () => listKeys(db, '') })
  const keyUses = new KeyUses({
    save: (uses) => saveKeyUses(db, uses),
    onFailed: (error) => log.warn({ err: error }, 'that a key was used could not be kept'),
  })
  return {
    env,
    log,
    db,
    keys,
    keyUses,
    keyQuotas: new KeyQuotas(),
    access: openAccess(db),
    projects: new CachedValue(() => listProjects(db), projectsAgeMs),
    prices: new PriceBooks(db),
  }
}
