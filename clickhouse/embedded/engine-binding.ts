import { createRequire } from 'node:module'
import { z } from 'zod'

/** `elapsed` in seconds. */
type Result = { bytes: Uint8Array; elapsed: number; rowsRead: number }
type Piece = { done?: boolean; bytes?: Uint8Array }

const isFunction = (value: unknown): boolean => typeof value === 'function'

/** The functions of chdb's native addon that we use (npm `chdb`, its exact version is pinned). */
const EngineBinding = z.object({
  CreateConnection: z.custom<(path: string, args: readonly string[]) => object>(isFunction),
  CloseConnection: z.custom<(connection: object) => void>(isFunction),
  QueryAsyncConnection: z.custom<(connection: object, sql: string, format: string) => Promise<Result>>(isFunction),
  StreamQuery: z.custom<(connection: object, sql: string, format: string) => object>(isFunction),
  StreamFetch: z.custom<(stream: object) => Promise<Piece>>(isFunction),
  StreamCancel: z.custom<(stream: object) => void>(isFunction),
})
export type EngineBinding = z.infer<typeof EngineBinding>

const Loader = z.object({ loadNative: z.custom<() => unknown>(isFunction) })

/** Throws where the package is not installed or has no library for this platform. */
export function loadEngineBinding(): EngineBinding {
  const packageFile = createRequire(import.meta.url).resolve('chdb/package.json')
  const loader = Loader.parse(createRequire(packageFile)('./dist/loader.js'))
  return EngineBinding.parse(loader.loadNative())
}
