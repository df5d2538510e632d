import type { SpanNode } from '#lib/domain/run.ts'
import { runningTogether } from './parallel-groups.ts'
import type { CardItem, TranscriptItem, TurnItem } from './transcript-items.ts'

type Scope = { end: number; label: string; kind: 'agent' | 'handoff'; isCard: boolean }

/** The text while it is written; only the passes of `transcript` change it. */
export type TranscriptDraft = {
  items: TranscriptItem[]
  scopes: Scope[]
  /** The turn that the following tools belong to, by nesting. */
  turnAt: (TurnItem | null)[]
  cardAt: (CardItem | null)[]
  /** Tools in a row, until something else comes. */
  pendingTools: SpanNode[]
  speaker: string | null
  loop: number | null
  /** Ids of the loop lines already written: a loop may be interrupted. */
  loopLines: Set<string>
  /** Error messages already told, so that a parent does not repeat its child's. */
  told: Set<string>
}

export function emptyDraft(): TranscriptDraft {
  return {
    items: [],
    scopes: [],
    turnAt: [],
    cardAt: [],
    pendingTools: [],
    speaker: null,
    loop: null,
    loopLines: new Set(),
    told: new Set(),
  }
}

export function leaveScopes(draft: TranscriptDraft, index: number): void {
  while ((draft.scopes.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= index) {
    flushTools(draft)
    draft.scopes.pop()
  }
}

export function addTurn(draft: TranscriptDraft, node: SpanNode): void {
  flushTools(draft)
  const nest = nestOf(draft)
  if (nest === 0 && node.agent !== null && node.agent !== draft.speaker) {
    draft.items.push({ type: 'speaker', id: `speaker:${node.spanId}`, nest, loop: draft.loop, name: node.agent })
    draft.speaker = node.agent
  }
  const turn: TurnItem = {
    type: 'turn',
    id: `turn:${node.spanId}`,
    nest,
    loop: draft.loop,
    node,
    calls: [],
    nextTurnId: null,
    isFirst: false,
    isFinal: false,
  }
  const previous = draft.turnAt[nest]
  if (previous) previous.nextTurnId = node.spanId
  draft.turnAt[nest] = turn
  if (node.errorMessage !== null) draft.told.add(node.errorMessage)
  draft.items.push(turn)
}

export function addTool(draft: TranscriptDraft, node: SpanNode): void {
  addCall(draft, node)
  if (node.errorMessage !== null) draft.told.add(node.errorMessage)
  if (!runningTogether(draft.pendingTools, node)) flushTools(draft)
  draft.pendingTools.push(node)
}

export function addCall(draft: TranscriptDraft, node: SpanNode): void {
  draft.turnAt[nestOf(draft)]?.calls.push({ id: node.toolCallId, name: node.toolName ?? node.label })
}

export function flushTools(draft: TranscriptDraft): void {
  const first = draft.pendingTools[0]
  if (first === undefined) return
  const id = `tools:${first.spanId}`
  draft.items.push({ type: 'tools', id, nest: nestOf(draft), loop: draft.loop, nodes: draft.pendingTools })
  draft.pendingTools = []
}

export function addNote(draft: TranscriptDraft, node: SpanNode): void {
  flushTools(draft)
  draft.items.push({ type: 'note', id: `note:${node.spanId}`, nest: nestOf(draft), loop: draft.loop, node })
}

export function isNewLine(draft: TranscriptDraft, id: string): boolean {
  const isNew = !draft.loopLines.has(id)
  draft.loopLines.add(id)
  return isNew
}

export function nestOf(draft: TranscriptDraft): number {
  return draft.scopes.reduce((nest, scope) => nest + (scope.isCard ? 1 : 0), 0)
}
