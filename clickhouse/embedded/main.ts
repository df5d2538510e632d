import { exitCodeOfRefusal, RefusalError } from '#lib/domain/errors.ts'
import { readEnv } from '#lib/server/env.ts'
import { startStore } from './start-store.ts'
import { storeOptions } from './store-options.ts'

// Each running statement holds one thread of this pool; the default of 4 would let queries block file writes and kills.
process.env['UV_THREADPOOL_SIZE'] ??= '16'
// A server's sessions are in UTC unless told otherwise; the engine takes the process's zone.
process.env['TZ'] = 'UTC'

try {
  const store = await startStore(storeOptions(readEnv()), {
    print: (line) => void process.stderr.write(`${line}\n`),
    onLost: fail,
  })
  process.stdout.write(`store ready url=${store.url}\n`)
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    store.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // The supervisor holds the other end of standard input: it closes however the supervisor ends.
  if (process.env['TACHO_SUPERVISED'] === '1') process.stdin.once('close', stop).resume()
} catch (error) {
  fail(error)
}

function fail(error: unknown): void {
  const text =
    error instanceof RefusalError
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error)
  process.stderr.write(`${text}\n`)
  process.exit(error instanceof RefusalError ? exitCodeOfRefusal : 1)
}
