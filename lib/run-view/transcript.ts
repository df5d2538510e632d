import type { Loop, SpanNode } from '#lib/domain/run.ts'
import { overlapping, runningTogether } from './parallel-groups.ts'
import type { CardItem, CardTotals, TranscriptItem, TurnItem } from './transcript-items.ts'

export type TranscriptInput = {
  nodes: readonly SpanNode[]
  loops: readonly Loop[]
  /** Ids of the cards and loops that the reader opened. */
  opened: ReadonlySet<string>
}

/** A span around other spans; `end` is the index after its last descendant. */
type Scope = { end: number; label: string; kind: 'agent' | 'handoff'; isCard: boolean }

type State = {
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

/** Turns the tree into a text: goal, turns with their tools, cards of sub-agents, and the end. */
export function transcript({ nodes, loops, opened }: TranscriptInput): TranscriptItem[] {
  const llmBefore = countTurns(nodes)
  const state: State = {
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
  let index = 0
  while (index < nodes.length) {
    const node = nodes[index]
    if (node === undefined) break
    leaveScopes(state, index)
    const end = index + 1 + node.descendantCount
    const turnsBelow = (llmBefore[end] ?? 0) - (llmBefore[index + 1] ?? 0)
    const skip = enterLoop(state, node, loops, opened)
      ? isContent(node)
      : place(state, nodes, index, turnsBelow, opened)
    index = skip ? end : index + 1
  }
  flushTools(state)
  return finish(state)
}

/** Puts one node into the text; true when its descendants have nothing more to say. */
function place(
  state: State,
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
      if (isTurn(node, turnsBelow)) addTurn(state, node)
      return false
    case 'tool':
    case 'retrieval':
      addTool(state, node)
      return turnsBelow === 0
    case 'agent':
      if (isSpeaker(state, node)) {
        state.scopes.push({ end, label: node.label, kind: 'agent', isCard: false })
        return false
      }
      return addCard(state, nodes, index, 'agent', opened)
    case 'handoff':
      if (turnsBelow > 0) return addCard(state, nodes, index, 'handoff', opened)
      addCall(state, node)
      addNote(state, node)
      return false
    case 'wait':
    case 'guardrail':
    case 'evaluator':
    case 'embedding':
    case 'rerank':
      addNote(state, node)
      return true
    case 'workflow':
    case 'step':
    case 'plain':
      addContainerError(state, node, nodes, index)
      return false
    default: {
      const never: never = node.kind
      return never
    }
  }
}

/** Opens a loop's band where it begins; true for a node of a later round that stays folded. */
function enterLoop(state: State, node: SpanNode, loops: readonly Loop[], opened: ReadonlySet<string>): boolean {
  if (!isContent(node)) return false
  const band = node.loop === null ? undefined : loops[node.loop]
  if (node.loop === null || band === undefined) {
    if (state.loop !== null) flushTools(state)
    state.loop = null
    return false
  }
  const nest = nestOf(state)
  if (state.loop !== node.loop) flushTools(state)
  state.loop = node.loop
  if (isNewLine(state, `loop:${node.loop}`)) {
    state.items.push({ type: 'loop', id: `loop:${node.loop}`, nest, loop: node.loop, band })
  }
  const isLaterRound = node.step !== null && node.step >= band.firstStep + band.period
  if (!isLaterRound) return false
  const id = `rounds:${node.loop}`
  const open = opened.has(id)
  if (isNewLine(state, id)) {
    flushTools(state)
    const hiddenSteps = band.lastStep - band.firstStep + 1 - band.period
    state.items.push({ type: 'loop-rest', id, nest, loop: node.loop, band, hiddenSteps, open })
  }
  return !open
}

function isNewLine(state: State, id: string): boolean {
  const isNew = !state.loopLines.has(id)
  state.loopLines.add(id)
  return isNew
}

function leaveScopes(state: State, index: number): void {
  while ((state.scopes.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= index) {
    flushTools(state)
    state.scopes.pop()
  }
}

function addTurn(state: State, node: SpanNode): void {
  flushTools(state)
  const nest = nestOf(state)
  if (nest === 0 && node.agent !== null && node.agent !== state.speaker) {
    state.items.push({ type: 'speaker', id: `speaker:${node.spanId}`, nest, loop: state.loop, name: node.agent })
    state.speaker = node.agent
  }
  const turn: TurnItem = {
    type: 'turn',
    id: `turn:${node.spanId}`,
    nest,
    loop: state.loop,
    node,
    calls: [],
    nextTurnId: null,
    isFirst: false,
    isFinal: false,
  }
  const previous = state.turnAt[nest]
  if (previous) previous.nextTurnId = node.spanId
  state.turnAt[nest] = turn
  if (node.errorMessage !== null) state.told.add(node.errorMessage)
  state.items.push(turn)
}

function addTool(state: State, node: SpanNode): void {
  addCall(state, node)
  if (node.errorMessage !== null) state.told.add(node.errorMessage)
  if (!runningTogether(state.pendingTools, node)) flushTools(state)
  state.pendingTools.push(node)
}

/** Remembers that a row of its own tells about this call of the turn before. */
function addCall(state: State, node: SpanNode): void {
  state.turnAt[nestOf(state)]?.calls.push({ id: node.toolCallId, name: node.toolName ?? node.label })
}

function flushTools(state: State): void {
  const first = state.pendingTools[0]
  if (first === undefined) return
  const id = `tools:${first.spanId}`
  state.items.push({ type: 'tools', id, nest: nestOf(state), loop: state.loop, nodes: state.pendingTools })
  state.pendingTools = []
}

function addCard(
  state: State,
  nodes: readonly SpanNode[],
  index: number,
  kind: 'agent' | 'handoff',
  opened: ReadonlySet<string>,
): boolean {
  const node = nodes[index]
  if (node === undefined) return false
  flushTools(state)
  const nest = nestOf(state)
  const id = `card:${node.spanId}`
  const open = opened.has(id)
  const previous = state.cardAt[nest]
  const parallel = previous ? overlapping(previous.node, node) : false
  if (previous && parallel) previous.parallel = true
  addCall(state, node)
  const card: CardItem = {
    type: 'card',
    id,
    nest,
    loop: state.loop,
    node,
    open,
    totals: totalsOf(nodes, index),
    parallel,
  }
  state.items.push(card)
  state.cardAt[nest] = card
  if (open) {
    state.scopes.push({ end: index + 1 + node.descendantCount, label: node.label, kind, isCard: true })
    state.turnAt[nest + 1] = null
    state.cardAt[nest + 1] = null
  }
  return !open
}

function addNote(state: State, node: SpanNode): void {
  flushTools(state)
  state.items.push({ type: 'note', id: `note:${node.spanId}`, nest: nestOf(state), loop: state.loop, node })
}

/** A failed container speaks only when no descendant tells the same. */
function addContainerError(state: State, node: SpanNode, nodes: readonly SpanNode[], index: number): void {
  if (node.status !== 'error' || node.errorMessage === null || state.told.has(node.errorMessage)) return
  const end = Math.min(nodes.length, index + 1 + node.descendantCount)
  for (let below = index + 1; below < end; below++) if (nodes[below]?.status === 'error') return
  flushTools(state)
  state.told.add(node.errorMessage)
  state.items.push({ type: 'error', id: `error:${node.spanId}`, nest: nestOf(state), loop: state.loop, node })
}

/** Adds goal and end, names the first and the final turn, and drops the only speaker's name. */
function finish(state: State): TranscriptItem[] {
  const turns = state.items.filter((item) => item.type === 'turn')
  const first = turns[0]
  const last = turns.findLast((turn) => turn.nest === 0)
  if (first !== undefined) first.isFirst = true
  if (last !== undefined && last.calls.length === 0 && isAnswer(last.node)) last.isFinal = true
  const speakers = state.items.filter((item) => item.type === 'speaker')
  const body = speakers.length > 1 ? state.items : state.items.filter((item) => item.type !== 'speaker')
  const turnId = first?.node.spanId ?? null
  return [
    { type: 'goal', id: 'goal', nest: 0, loop: null, turnId },
    ...body,
    { type: 'end', id: 'end', nest: 0, loop: null },
  ]
}

function isAnswer(node: SpanNode): boolean {
  return node.status !== 'error' && !node.finishReasons.includes('tool_call')
}

/** Second reports of the same call, and calls that only wrap others, are no turns. */
function isTurn(node: SpanNode, turnsBelow: number): boolean {
  if (node.duplicateOf !== null || node.usageRole === 'duplicate') return false
  return turnsBelow === 0 || node.usageRole === 'own'
}

/** The outermost agent tells the run itself; so does an agent inside its own namesake or handoff. */
function isSpeaker(state: State, node: SpanNode): boolean {
  const around = state.scopes.at(-1)
  return around === undefined || around.kind === 'handoff' || around.label === node.label
}

function isContent(node: SpanNode): boolean {
  return node.kind !== 'workflow' && node.kind !== 'step' && node.kind !== 'plain' && node.step !== null
}

function nestOf(state: State): number {
  return state.scopes.reduce((nest, scope) => nest + (scope.isCard ? 1 : 0), 0)
}

function totalsOf(nodes: readonly SpanNode[], index: number): CardTotals {
  const steps = new Set<number>()
  const totals = { steps: 0, llmCalls: 0, toolCalls: 0, errors: 0 }
  const end = Math.min(nodes.length, index + 1 + (nodes[index]?.descendantCount ?? 0))
  for (let below = index + 1; below < end; below++) {
    const node = nodes[below]
    if (node === undefined) continue
    if (node.step !== null) steps.add(node.step)
    if (node.kind === 'llm' && node.duplicateOf === null && node.usageRole !== 'aggregate') totals.llmCalls += 1
    if (node.kind === 'tool') totals.toolCalls += 1
    if (node.status === 'error') totals.errors += 1
  }
  return { ...totals, steps: steps.size }
}

/** `result[i]` is how many of the first i nodes are model calls that count. */
function countTurns(nodes: readonly SpanNode[]): Uint32Array {
  const counts = new Uint32Array(nodes.length + 1)
  let sum = 0
  nodes.forEach((node, index) => {
    if (node.kind === 'llm' && node.duplicateOf === null && node.usageRole !== 'duplicate') sum += 1
    counts[index + 1] = sum
  })
  return counts
}
