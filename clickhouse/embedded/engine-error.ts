/** A ClickHouse exception: what the HTTP interface answers with. */
export class EngineError extends Error {
  /** ClickHouse's numeric error code. */
  readonly code: number
  /** Its name, e.g. UNKNOWN_TABLE. */
  readonly type: string

  constructor(code: number, type: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'EngineError'
    this.code = code
    this.type = type
  }
}

const NOT_FOUND = new Set([16, 20, 46, 47, 60, 81, 82, 115, 146, 218, 407, 456, 531])
const UNAVAILABLE = new Set([173, 202, 209, 210, 241, 243, 252, 999])
const CODE_PREFIX = /^Code: \d+\. DB::Exception: /
const INPUT_FILE = /:? ?\(in file\/uri [^)]*\)|: data for INSERT was parsed from file/g

/** Turns whatever the binding threw into ClickHouse's code, name and message. */
export function toEngineError(thrown: unknown): EngineError {
  if (thrown instanceof EngineError) return thrown
  const raw = thrown instanceof Error ? thrown.message : String(thrown)
  const code = Number(/Code: (\d+)\./.exec(raw)?.[1] ?? 1002)
  const type = /\(([A-Z][A-Z0-9_]{2,})\)\s*$/.exec(raw)?.[1] ?? 'UNKNOWN_EXCEPTION'
  return new EngineError(code, type, innerMessage(raw), { cause: thrown })
}

/** The body of an error response, in the words that every ClickHouse client parses. */
export function errorText(error: EngineError, engineVersion: string): string {
  return `Code: ${error.code}. DB::Exception: ${error.message} (${error.type}) (version ${engineVersion})`
}

export function httpStatusOf(error: EngineError): number {
  if (error.code === 194) return 401
  if (error.code === 516 || error.code === 497) return 403
  if (NOT_FOUND.has(error.code)) return 404
  if (error.code === 159 || error.code === 160) return 408
  if (error.code === 223) return 413
  if (error.code === 48 || error.code === 344) return 501
  if (UNAVAILABLE.has(error.code)) return 503
  // Parsing, types and arguments: 6 CANNOT_PARSE_TEXT … 72, and the newer argument codes.
  return (error.code >= 6 && error.code <= 72) || [108, 117, 130, 131, 386, 395, 457].includes(error.code) ? 400 : 500
}

/** The engine nests "Code: n. DB::Exception:" and repeats version and name behind it; spool files are our own affair. */
function innerMessage(raw: string): string {
  let message = raw.replace(INPUT_FILE, '')
  while (CODE_PREFIX.test(message)) message = message.replace(CODE_PREFIX, '')
  return message.replace(/(?:\s*\([A-Z][A-Z0-9_]{2,}\)\.?|\s*\(version [^)]*\)\.?)+\s*$/, '').trim()
}
