import type { Loop, SpanNode } from '#lib/domain/run.ts'
import { cardTotals } from './card-totals.ts'
import { overlapping } from './parallel-groups.ts'
import {
  addCall,
  addNote,
  addTool,
  addTurn,
  emptyDraft,
  flushTools,
  isNewLine,
  leaveScopes,
  nestOf,
  type TranscriptDraft,
} from './transcript-draft.ts'
import type { CardItem, TranscriptItem } from './transcript-items.ts'

export type TranscriptInput = {
  nodes: readonly SpanNode[]
  loops: readonly Loop[]
  /** Ids of the cards and loops that the reader opened. */
  opened: ReadonlySet<string>
}

export function transcript({ nodes, loops, opened }: TranscriptInput): TranscriptItem[] {
  const llmBefore = countTurns(nodes)
  const draft = emptyDraft()
  let index = 0
  while (index < nodes.length) {
    const node = nodes[index]
    if (node === undefined) break
    leaveScopes(draft, index)
    const end = index + 1 + node.descendantCount
    const turnsBelow = (llmBefore[end] ?? 0) - (llmBefore[index + 1] ?? 0)
    const skip = enterLoop(draft, node, loops, opened)
      ? isContent(node)
      : place(draft, nodes, index, turnsBelow, opened)
    index = skip ? end : index + 1
  }
  flushTools(draft)
  return finish(draft)
}

function place(
  draft: TranscriptDraft,
  nodes: readonly SpanNode[],
  index: number,
  turnsBelow: number,
  opened: ReadonlySet<string>,
): boolean {
  const node = nodes[index]
  if (node === undefined) return false
  const end = index + 1 + node.descendantCount
  switch (node.kind) {
    case 'llm':
      if (isTurn(node, turnsBelow)) addTurn(draft, node)
      return false
    case 'tool':
    case 'retrieval':
      addTool(draft, node)
      return turnsBelow === 0
    case 'agent':
      if (isSpeaker(draft, node)) {
        draft.scopes.push({ end, label: node.label, kind: 'agent', isCard: false })
        return false
      }
      return addCard(draft, nodes, index, 'agent', opened)
    case 'handoff':
      if (turnsBelow > 0) return addCard(draft, nodes, index, 'handoff', opened)
      addCall(draft, node)
      addNote(draft, node)
      return false
    case 'wait':
    case 'guardrail':
    case 'evaluator':
    case 'embedding':
    case 'rerank':
      addNote(draft, node)
      return true
    case 'workflow':
    case 'step':
    case 'plain':
      addContainerError(draft, node, nodes, index)
      return false
    default: {
      const never: never = node.kind
      return never
    }
  }
}

function enterLoop(
  draft: TranscriptDraft,
  node: SpanNode,
  loops: readonly Loop[],
  opened: ReadonlySet<string>,
): boolean {
  if (!isContent(node)) return false
  const band = node.loop === null ? undefined : loops[node.loop]
  if (node.loop === null || band === undefined) {
    if (draft.loop !== null) flushTools(draft)
    draft.loop = null
    return false
  }
  const nest = nestOf(draft)
  if (draft.loop !== node.loop) flushTools(draft)
  draft.loop = node.loop
  if (isNewLine(draft, `loop:${node.loop}`)) {
    draft.items.push({ type: 'loop', id: `loop:${node.loop}`, nest, loop: node.loop, band })
  }
  const isLaterRound = node.step !== null && node.step >= band.firstStep + band.period
  if (!isLaterRound) return false
  const id = `rounds:${node.loop}`
  const open = opened.has(id)
  if (isNewLine(draft, id)) {
    flushTools(draft)
    const hiddenSteps = band.lastStep - band.firstStep + 1 - band.period
    draft.items.push({ type: 'loop-rest', id, nest, loop: node.loop, band, hiddenSteps, open })
  }
  return !open
}

function addCard(
  draft: TranscriptDraft,
  nodes: readonly SpanNode[],
  index: number,
  kind: 'agent' | 'handoff',
  opened: ReadonlySet<string>,
): boolean {
  const node = nodes[index]
  if (node === undefined) return false
  flushTools(draft)
  const nest = nestOf(draft)
  const id = `card:${node.spanId}`
  const open = opened.has(id)
  const previous = draft.cardAt[nest]
  const parallel = previous ? overlapping(previous.node, node) : false
  if (previous && parallel) previous.parallel = true
  addCall(draft, node)
  const card: CardItem = {
    type: 'card',
    id,
    nest,
    loop: draft.loop,
    node,
    open,
    totals: cardTotals(nodes, index),
    parallel,
  }
  draft.items.push(card)
  draft.cardAt[nest] = card
  if (open) {
    draft.scopes.push({ end: index + 1 + node.descendantCount, label: node.label, kind, isCard: true })
    draft.turnAt[nest + 1] = null
    draft.cardAt[nest + 1] = null
  }
  return !open
}

function addContainerError(draft: TranscriptDraft, node: SpanNode, nodes: readonly SpanNode[], index: number): void {
  if (node.status !== 'error' || node.errorMessage === null || draft.told.has(node.errorMessage)) return
  const end = Math.min(nodes.length, index + 1 + node.descendantCount)
  for (let below = index + 1; below < end; below++) if (nodes[below]?.status === 'error') return
  flushTools(draft)
  draft.told.add(node.errorMessage)
  draft.items.push({ type: 'error', id: `error:${node.spanId}`, nest: nestOf(draft), loop: draft.loop, node })
}

function finish(draft: TranscriptDraft): TranscriptItem[] {
  const turns = draft.items.filter((item) => item.type === 'turn')
  const first = turns[0]
  const last = turns.findLast((turn) => turn.nest === 0 && !isVoice(turn.node))
  if (first !== undefined) first.isFirst = true
  if (last !== undefined && last.calls.length === 0 && isAnswer(last.node)) last.isFinal = true
  const speakers = draft.items.filter((item) => item.type === 'speaker')
  const body = speakers.length > 1 ? draft.items : draft.items.filter((item) => item.type !== 'speaker')
  const turnId = first?.node.spanId ?? null
  return [
    { type: 'goal', id: 'goal', nest: 0, loop: null, turnId },
    ...body,
    { type: 'end', id: 'end', nest: 0, loop: null },
  ]
}

/** What speaks an answer, or hears the question, does not give it. */
function isVoice({ operation }: SpanNode): boolean {
  return operation === 'speech' || operation === 'transcription'
}

function isAnswer(node: SpanNode): boolean {
  return node.status !== 'error' && !node.finishReasons.includes('tool_call')
}

function isTurn(node: SpanNode, turnsBelow: number): boolean {
  if (node.duplicateOf !== null || node.usageRole === 'duplicate') return false
  return turnsBelow === 0 || node.usageRole === 'own'
}

function isSpeaker(draft: TranscriptDraft, node: SpanNode): boolean {
  const around = draft.scopes.at(-1)
  return around === undefined || around.kind === 'handoff' || around.label === node.label
}

function isContent(node: SpanNode): boolean {
  return node.kind !== 'workflow' && node.kind !== 'step' && node.kind !== 'plain' && node.step !== null
}

function countTurns(nodes: readonly SpanNode[]): Uint32Array {
  const counts = new Uint32Array(nodes.length + 1)
  let sum = 0
  nodes.forEach((node, index) => {
    if (node.kind === 'llm' && node.duplicateOf === null && node.usageRole !== 'duplicate') sum += 1
    counts[index + 1] = sum
  })
  return counts
}
