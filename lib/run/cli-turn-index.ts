import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'

export type CliRecord = SpanFacts | LogFacts

/** A turn while it is being found. Identity is the object. */
export type TurnDraft = { id: string; turnId: string; dialect: string; session: string; startNs: bigint }

const cliDialects: ReadonlySet<string> = new Set(['claude-code', 'codex', 'gemini-cli'])
const activeKinds: ReadonlySet<string> = new Set(['agent', 'llm', 'embedding', 'tool', 'handoff'])
const activeRoles: ReadonlySet<string> = new Set(['llm_call', 'llm_error', 'tool_result'])

export function isCliDialect(dialect: string): boolean {
  return cliDialects.has(dialect)
}

/** Whether the record shows an agent at work: a call, a tool, an agent's own span. */
export function isActivity(record: CliRecord): boolean {
  return 'role' in record ? activeRoles.has(record.role) : activeKinds.has(record.kind)
}

/** One order for any arrival: wherever the first record decides, it is the same one. */
export function inTurnOrder(records: readonly CliRecord[]): CliRecord[] {
  return records.toSorted(
    (a, b) =>
      compare(startOf(a), startOf(b)) ||
      compare(a.traceId, b.traceId) ||
      compare(a.spanId, b.spanId) ||
      compare('role' in a ? a.logId : '', 'role' in b ? b.logId : ''),
  )
}

/** Which turn each record of a session belongs to; takes them `inTurnOrder`. */
export class TurnIndex {
  private readonly drafts = new Map<string, TurnDraft>()
  private readonly turnsOfTrace = new Map<string, Set<TurnDraft>>()
  private readonly turnOfSpan = new Map<string, TurnDraft>()
  private readonly parentOf = new Map<string, string>()
  private readonly activeTraces = new Set<string>()
  private readonly traceStartNs = new Map<string, bigint>()
  private readonly ordered: readonly TurnDraft[]
  /** Dialect and session ('' is unknown) → turns by start. */
  private readonly bySession = new Map<string, TurnDraft[]>()
  private readonly byDialect = new Map<string, TurnDraft[]>()

  constructor(records: readonly CliRecord[]) {
    for (const record of records) this.notice(record)
    for (const record of records) if (record.turnId !== '') this.open(`turn:${record.turnId}`, record)
    // Claude Code's spans carry no prompt id: without log records an agent's trace stands for its turn.
    this.openNameless(records, (record) => !('role' in record) && record.kind === 'agent')
    this.openNameless(records, isPrompt)
    const known = new Set([...this.drafts.values()].map(({ dialect, session }) => sessionKey(dialect, session)))
    this.openNameless(records, (record) => isActivity(record) && !isCovered(record, known))
    this.ordered = [...this.drafts.values()].sort((a, b) => compare(a.startNs, b.startNs) || compare(a.id, b.id))
    for (const turn of this.ordered) {
      push(this.bySession, sessionKey(turn.dialect, turn.session), turn)
      push(this.byDialect, turn.dialect, turn)
    }
  }

  /** Turns in the order of their start. */
  turns(): readonly TurnDraft[] {
    return this.ordered
  }

  /** The turn that the record names, else its trace's, else the one running at its time; null for idle noise. */
  find(record: CliRecord): TurnDraft | null {
    const isOwn = isCliDialect(record.dialect)
    const named = isOwn && record.turnId !== '' ? this.drafts.get(draftId(record, `turn:${record.turnId}`)) : undefined
    const found = named ?? this.findByTrace(record)
    if (found || !isOwn) return found
    const isWork = isActivity(record) || this.activeTraces.has(record.traceId)
    if (!isWork && !('role' in record)) return null
    return running(this.turnsOfSession(record), startOf(record), isWork)
  }

  /** The trace in which this turn and no other did its work, the earliest; '' when there is none. */
  ownTrace(turn: TurnDraft): string {
    let best = ''
    for (const [traceId, turns] of this.turnsOfTrace) {
      if (turns.size !== 1 || !turns.has(turn) || !this.activeTraces.has(traceId)) continue
      const order =
        best === '' ? -1 : compare(this.startOfTrace(traceId), this.startOfTrace(best)) || compare(traceId, best)
      if (order < 0) best = traceId
    }
    return best
  }

  private notice(record: CliRecord): void {
    if (record.traceId === '') return
    const startNs = startOf(record)
    const known = this.traceStartNs.get(record.traceId)
    if (known === undefined || startNs < known) this.traceStartNs.set(record.traceId, startNs)
    if (isActivity(record) || isPrompt(record)) this.activeTraces.add(record.traceId)
    if (!('role' in record)) this.parentOf.set(spanKey(record.traceId, record.spanId), record.parentSpanId)
  }

  private openNameless(records: readonly CliRecord[], stands: (record: CliRecord) => boolean): void {
    const nameless = records.filter((record) => record.turnId === '' && !this.turnsOfTrace.has(record.traceId))
    for (const record of nameless) {
      if (!stands(record)) continue
      // Each prompt opens a turn, even where an interactive session is one long trace.
      if (isPrompt(record)) this.open(`prompt:${record.identity.session}:${startOf(record)}`, record)
      else this.open(record.traceId === '' ? `session:${record.identity.session}` : `trace:${record.traceId}`, record)
    }
  }

  private open(name: string, record: CliRecord): void {
    if (!isCliDialect(record.dialect)) return
    const id = draftId(record, name)
    const startNs = startOf(record)
    const known = this.drafts.get(id)
    const { turnId, dialect, identity } = record
    const turn = known ?? { id, turnId, dialect, session: '', startNs }
    if (!known) this.drafts.set(id, turn)
    if (turn.session === '') turn.session = identity.session
    if (startNs < turn.startNs) turn.startNs = startNs
    if (record.traceId === '') return
    const turns = this.turnsOfTrace.get(record.traceId)
    if (turns) turns.add(turn)
    else this.turnsOfTrace.set(record.traceId, new Set([turn]))
    if (record.spanId !== '') this.turnOfSpan.set(spanKey(record.traceId, record.spanId), turn)
  }

  /** A record without session may belong to any turn of its dialect, a turn without session may own any record. */
  private turnsOfSession({ dialect, identity }: CliRecord): readonly TurnDraft[] {
    if (identity.session === '') return this.byDialect.get(dialect) ?? []
    return (
      this.bySession.get(sessionKey(dialect, identity.session)) ?? this.bySession.get(sessionKey(dialect, '')) ?? []
    )
  }

  private findByTrace(record: CliRecord): TurnDraft | null {
    const turns = record.traceId === '' ? undefined : this.turnsOfTrace.get(record.traceId)
    if (!turns) return null
    const [only] = turns
    if (only && turns.size === 1) return only
    const seen = new Set<string>()
    for (let spanId = record.spanId; spanId !== '' && !seen.has(spanId);) {
      seen.add(spanId)
      const key = spanKey(record.traceId, spanId)
      const turn = this.turnOfSpan.get(key)
      if (turn) return turn
      spanId = this.parentOf.get(key) ?? ''
    }
    const byStart = [...turns].toSorted((a, b) => compare(a.startNs, b.startNs) || compare(a.id, b.id))
    return running(byStart, startOf(record), true)
  }

  private startOfTrace(traceId: string): bigint {
    return this.traceStartNs.get(traceId) ?? 0n
  }
}

/** Whether some turn may own the record: one of its session, or of its dialect where either session is unknown. */
function isCovered({ dialect, identity }: CliRecord, known: ReadonlySet<string>): boolean {
  if (known.has(sessionKey(dialect, identity.session)) || known.has(sessionKey(dialect, ''))) return true
  return identity.session === '' && [...known].some((key) => key.startsWith(sessionKey(dialect, '')))
}

/** Names are unique within a CLI only. */
function draftId({ dialect }: CliRecord, name: string): string {
  return `${dialect}:${name}`
}

function sessionKey(dialect: string, session: string): string {
  return `${dialect}/${session}`
}

function push(lists: Map<string, TurnDraft[]>, key: string, turn: TurnDraft): void {
  const list = lists.get(key)
  if (list) list.push(turn)
  else lists.set(key, [turn])
}

/** The latest turn that began by then; the first one for work that came before any, when asked. */
function running(turns: readonly TurnDraft[], timeNs: bigint, orFirst: boolean): TurnDraft | null {
  let low = 0
  let high = turns.length
  while (low < high) {
    const middle = (low + high) >> 1
    const turn = turns[middle]
    if (turn && turn.startNs <= timeNs) low = middle + 1
    else high = middle
  }
  return turns[low - 1] ?? (orFirst ? (turns[0] ?? null) : null)
}

export function isPrompt(record: CliRecord): boolean {
  return 'role' in record && record.role === 'user_prompt'
}

function startOf(record: CliRecord): bigint {
  return 'role' in record ? record.timeNs : record.startNs
}

function spanKey(traceId: string, spanId: string): string {
  return `${traceId}/${spanId}`
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
