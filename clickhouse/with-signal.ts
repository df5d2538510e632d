import type { Database } from './client.ts'

/** The same database, whose reads end with the signal: the server stops what nobody waits for. */
export function withSignal(db: Database, signal: AbortSignal): Database {
  return {
    ...db,
    query: (request) => db.query({ signal, ...request }),
    stream: (request) => db.stream({ signal, ...request }),
    native: (request) => db.native({ signal, ...request }),
  }
}
