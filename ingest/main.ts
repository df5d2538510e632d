import { openDatabase } from '#clickhouse/client.ts'
import { connectionSource } from '#clickhouse/connection.ts'
import { endWithParent } from '#lib/server/end-with-parent.ts'
import { readEnv } from '#lib/server/env.ts'
import { createLog } from '#lib/server/log.ts'
import { endWithError } from './end-with-error.ts'
import { startIngest } from './start-ingest.ts'

try {
  const env = readEnv()
  const log = createLog({ process: 'ingest', level: env.TACHO_LOG_LEVEL })
  const db = openDatabase(connectionSource(env), { log })
  const ingest = await startIngest({ env, log, db })
  process.stdout.write(`ingest ready http=${ingest.url} grpc=${ingest.grpcAddress}\n`)
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    log.info('stopping: no new requests, open ones are finished')
    ingest.stop().then(() => process.exit(0), endWithError)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  endWithParent(stop)
} catch (error) {
  endWithError(error)
}
