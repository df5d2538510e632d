import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { inTurnOrder, isActivity, isCliDialect, isPrompt, TurnIndex } from './cli-turn-index.ts'
import type { CliRecord, TurnDraft } from './cli-turn-index.ts'

/**
 * One turn of a coding CLI: what answered one prompt. `key` makes the run id: a trace id (32 hex
 * digits) is the run id itself, anything else is hashed with project, dialect and session.
 */
export type CliTurn = {
  key: string
  /** Prompt or turn id; '' where the payload names none. */
  turnId: string
  session: string
  dialect: string
  spans: SpanFacts[]
  logs: LogFacts[]
}

/**
 * Splits everything of a CLI's session into turns. A record belongs to the turn that it names, else to
 * the one that its trace or nearest ancestor names, else to the one that was running at its time.
 * What no turn explains and did no work (start-up, background threads) is left out.
 *
 * A turn opened by the end of a background agent (Claude Code's task notification) belongs to the turn
 * that launched the agent: the user asked once, and the answer only comes after the notification.
 */
export function splitCliSession(spans: readonly SpanFacts[], logs: readonly LogFacts[]): CliTurn[] {
  const records = inTurnOrder([...spans, ...logs])
  const index = new TurnIndex(records)
  const continued = continuations(records, index)
  const turns = new Map<TurnDraft, CliTurn>()
  for (const draft of index.turns()) {
    if (continued.has(draft)) continue
    const { turnId, dialect } = draft
    turns.set(draft, { key: keyOf(draft, index), turnId, session: '', dialect, spans: [], logs: [] })
  }
  const turnOf = (record: CliRecord): CliTurn | undefined => {
    const draft = index.find(record)
    return draft ? turns.get(continued.get(draft) ?? draft) : undefined
  }
  for (const record of records) {
    const turn = turnOf(record)
    if ('role' in record) turn?.logs.push(record)
    else turn?.spans.push(record)
  }
  for (const turn of turns.values()) turn.session = sessionOf(turn)
  return [...turns.values()].filter(hasWork)
}

function hasWork(turn: CliTurn): boolean {
  return turn.spans.some(isActivity) || turn.logs.some(isActivity)
}

function sessionOf(turn: CliTurn): string {
  const own = (record: CliRecord): boolean => isCliDialect(record.dialect) && record.identity.session !== ''
  return (turn.logs.find(own) ?? turn.spans.find(own))?.identity.session ?? ''
}

/**
 * The key must be the same whichever signal arrives first. Claude Code names prompts in log records only and
 * Codex names turns in spans only, but both write the trace that did the work into both; Gemini CLI, with a
 * trace for every call, names the prompt in both.
 */
function keyOf(draft: TurnDraft, index: TurnIndex): string {
  const ownTrace = draft.dialect === 'gemini-cli' && draft.turnId !== '' ? '' : index.ownTrace(draft)
  return ownTrace || draft.turnId || draft.id
}

/** Turn → the turn that it continues. A prompt or agent span with a tool call id answers that call. */
function continuations(records: readonly CliRecord[], index: TurnIndex): Map<TurnDraft, TurnDraft> {
  const origins = new Map<string, TurnDraft>()
  const openers: CliRecord[] = []
  for (const record of records) {
    if (record.toolCallId === '' || !isCliDialect(record.dialect)) continue
    const turn = isOpener(record) ? null : index.find(record)
    if (turn) origins.set(record.toolCallId, turn)
    else openers.push(record)
  }
  const continued = new Map<TurnDraft, TurnDraft>()
  for (const opener of openers) {
    const turn = index.find(opener)
    const origin = origins.get(opener.toolCallId)
    if (turn && origin && turn.startNs > origin.startNs) continued.set(turn, origin)
  }
  // Each step goes back in time, so a chain of notifications ends at a turn that a person opened.
  for (const turn of index.turns()) {
    const origin = continued.get(turn)
    if (origin) continued.set(turn, continued.get(origin) ?? origin)
  }
  return continued
}

function isOpener(record: CliRecord): boolean {
  return 'role' in record ? isPrompt(record) : record.kind === 'agent'
}
