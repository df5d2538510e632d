import { setTimeout as sleep } from 'node:timers/promises'
import { EngineError, toEngineError } from './engine-error.ts'
import type { EngineSession } from './engine-session.ts'
import type { Engine } from './engine.ts'
import type { Statement } from './parse-statement.ts'
import { mayBeDamage } from './damage.ts'
import { refuseOutsideAccess } from './refuse-outside-access.ts'
import { refuseWithoutSpace } from './refuse-without-space.ts'
import { quoteString, sessionScript, type SessionSetup } from './session-script.ts'
import type { Slots } from './slots.ts'

export type RunContext = {
  engine: Engine
  storeDir: string
  readers: Slots
  writers: Slots
  queryMemoryBytes: number
  /** Something failed that may have left a damaged part behind. */
  onTrouble: () => void
}

export type RunRequest = {
  statement: Statement
  database: string
  tag: string
  settings: ReadonlyMap<string, string>
  parameters: ReadonlyMap<string, string>
  /** Output format where the statement names none. */
  defaultFormat: string
  /** The spooled body of an insert. */
  inputFile: string | null
  /** The whole result before the first byte. */
  buffered: boolean
  signal: AbortSignal
}

export type RunResult = {
  format: string
  body: Uint8Array | AsyncIterable<Uint8Array>
  writtenRows: number
  elapsedNs: number
  /** Closes the session and gives the slot back; to be called whatever became of the body. */
  end: () => void
}

/** Streaming costs a small result 1.5 ms, so whoever wants all of it asks to wait. Formats whose pieces can be joined: every other one has a head, a tail or a header line per piece. */
const PIECEWISE = new Set(
  'JSONEachRow JSONLines NDJSON JSONStringsEachRow JSONCompactEachRow JSONCompactStringsEachRow CSV TSV TabSeparated TSVRaw TabSeparatedRaw RowBinary'.split(
    ' ',
  ),
)

/** Runs one statement on a session of its own. */
export async function runStatement(context: RunContext, request: RunRequest): Promise<RunResult> {
  const { statement } = request
  refuseOutsideAccess(statement, context.engine.outside)
  refuseWithoutSpace(statement, context.storeDir)
  const slots = statement.kind === 'read' ? context.readers : context.writers
  const release = await slots.take(request.signal)
  const session = context.engine.session()
  const stopKilling = killOnAbort(context.engine, request)
  const end = (): void => {
    stopKilling()
    session.close()
    release()
  }
  try {
    await session.query(sessionScript(setupOf(context, request)))
    const result = await start(session, request)
    if (statement.kind !== 'read') await refuseFailedWrites(context.engine, session)
    return { ...result, end }
  } catch (error) {
    end()
    const engineError = toEngineError(error)
    if (mayBeDamage(engineError)) context.onTrouble()
    throw engineError
  }
}

/** Also those of somebody else's: which file they were for is not known. */
async function refuseFailedWrites(engine: Engine, session: EngineSession): Promise<void> {
  if (await engine.isSound(session)) return
  throw new EngineError(75, 'CANNOT_WRITE_TO_FILE_DESCRIPTOR', 'The disk did not take all that was written to it')
}

async function start(session: EngineSession, request: RunRequest): Promise<Omit<RunResult, 'end'>> {
  const { statement } = request
  const format = (statement.kind === 'read' ? statement.format : null) ?? request.defaultFormat
  if (statement.kind === 'read' && statement.select && !request.buffered && PIECEWISE.has(format)) {
    session.startStream(statement.sql, format)
    // Waits for the first piece, so that a query that fails at once fails with its own status.
    return { format, body: pieces(session, await session.nextPiece()), writtenRows: 0, elapsedNs: 0 }
  }
  const { bytes, rowsRead, elapsedNs } = await session.query(sqlOf(request), format)
  return { format, body: bytes, writtenRows: statement.kind === 'insert' ? rowsRead : 0, elapsedNs }
}

async function* pieces(session: EngineSession, first: Uint8Array | null): AsyncGenerator<Uint8Array> {
  for (let piece = first; piece !== null; piece = await session.nextPiece()) yield piece
}

/** The body of an insert is read from its file: given inline, the engine loses rows of binary formats. */
function sqlOf({ statement, inputFile }: RunRequest): string {
  if (statement.kind !== 'insert') return statement.sql
  if (inputFile === null) throw new EngineError(108, 'NO_DATA_TO_INSERT', 'No data to insert')
  return `${statement.target} FROM INFILE ${quoteString(inputFile)} COMPRESSION 'none' FORMAT ${statement.format}`
}

function setupOf(context: RunContext, request: RunRequest): SessionSetup {
  const { statement } = request
  return {
    database: request.database,
    tag: request.tag,
    settings: request.settings,
    parameters: request.parameters,
    clause: statement.kind === 'write' ? '' : statement.settings,
    readonly: statement.kind === 'read',
    memoryLimitBytes: context.queryMemoryBytes,
  }
}

/** A kill may come before the query is registered, so it repeats until the query has ended. */
function killOnAbort(engine: Engine, request: RunRequest): () => void {
  const ended = new AbortController()
  const kill = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await engine.kill(request.tag)
      await sleep(100)
    }
  }
  const onAbort = (): void => {
    kill().catch((error: unknown) => process.emitWarning(`A query could not be cancelled: ${String(error)}`))
  }
  if (request.signal.aborted) onAbort()
  else request.signal.addEventListener('abort', onAbort, { once: true })
  return () => {
    ended.abort()
    request.signal.removeEventListener('abort', onAbort)
  }
}
