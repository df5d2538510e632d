import { exitCodeOfRefusal, RefusalError } from '#lib/domain/errors.ts'

/** Ends the process: what a person must put right as one sentence, anything else with its stack. */
export function endWithError(error: unknown): never {
  const isRefusal = error instanceof RefusalError
  const text = error instanceof Error ? (isRefusal ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(`${text}\n`)
  process.exit(isRefusal ? exitCodeOfRefusal : 1)
}
