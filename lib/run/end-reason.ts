import type { EndReason } from '#lib/domain/run.ts'
import type { CallFacts } from '#lib/domain/span.ts'
import { topmostAgents } from './assign-agents.ts'
import { compare, endOf, isThinking } from './work-node.ts'
import type { WorkNode } from './work-node.ts'

/** A run whose last record is younger than this may still be going on. */
const quietAfterNs = 600n * 1_000_000_000n

export type EndInput = {
  ordered: readonly WorkNode[]
  /** What log records say of the end. */
  logHints: readonly { endHint: CallFacts['endHint']; timeNs: bigint }[]
  lastRecordNs: bigint
  nowNs: bigint
  /** A bare call: whether what it asked for ran is not to be seen here. */
  bareCall: boolean
}

export type RunEnd = { reason: EndReason; errorMessage: string | null }

const hintOrder = ['cancelled', 'budget', 'max_steps', 'escalated'] as const

/** Why the run ended: the first that holds, in the order of the design. */
export function findEnd(input: EndInput): RunEnd {
  const top = topmostAgents(input.ordered).at(-1) ?? null
  const calls = input.ordered
    .filter((node) => isThinking(node) && node.call !== null && !node.underEvaluator)
    .toSorted(byEnd)
  const last = calls.at(-1) ?? null
  const lastAnswer = calls.findLast((node) => node.call === 'answered') ?? null
  const hints = standingHints(input, lastAnswer)
  for (const hint of hintOrder) if (hints.has(hint)) return { reason: hint, errorMessage: errorOf(top, last) }
  if (top?.facts.status === 'error' || last?.call === 'failed')
    return { reason: 'error', errorMessage: errorOf(top, last) }
  const lone = calls.length === 0 && top === null ? loneEnd(input.ordered) : null
  if (lone !== null) return lone
  return { reason: endWithoutError(input, top, lastAnswer), errorMessage: null }
}

/** A run without agent and model call (a lone embedding or tool) ended as its roots did. */
function loneEnd(ordered: readonly WorkNode[]): RunEnd | null {
  const roots = ordered.filter((node) => node.parent === null)
  if (roots.some((node) => node.orphan || node.facts.endNs === 0n)) return null
  const failed = roots.find((node) => node.facts.status === 'error' || node.call === 'failed')
  if (failed === undefined) return { reason: 'completed', errorMessage: null }
  return { reason: 'error', errorMessage: failed.facts.errorMessage || failed.facts.errorType || null }
}

function endWithoutError(input: EndInput, top: WorkNode | null, lastAnswer: WorkNode | null): EndReason {
  const asked = lastAnswer?.facts.requestedTools ?? []
  if (lastAnswer !== null && isFinalAnswer(lastAnswer, input.bareCall)) return 'completed'
  if (top !== null && !top.orphan && top.source === 'span' && top.facts.endNs > 0n) return 'completed'
  if (input.nowNs - input.lastRecordNs < quietAfterNs) return 'running'
  if (lastAnswer !== null && asked.length > 0 && !toolsRan(input.ordered, lastAnswer)) return 'abandoned'
  return 'incomplete'
}

/** An answer that asks for nothing more. Where content is not recorded the finish reason tells. */
function isFinalAnswer(call: WorkNode, bareCall: boolean): boolean {
  const { facts } = call
  if (bareCall) return true
  if (facts.requestedTools.length > 0 || facts.finishReasons.includes('tool_call')) return false
  const answered = facts.hasAnswer || facts.finishReasons.includes('stop') || facts.finishReasons.includes('length')
  return answered && !belongsToSubAgent(call)
}

function belongsToSubAgent({ scope }: WorkNode): boolean {
  for (let agent = scope; agent !== null; agent = agent.parent?.scope ?? null) if (agent.kind === 'handoff') return true
  return false
}

function toolsRan(ordered: readonly WorkNode[], answer: WorkNode): boolean {
  return ordered.some(
    (node) =>
      (node.kind === 'tool' || node.kind === 'handoff') &&
      node.facts.toolExecuted &&
      node.step !== null &&
      node.step === answer.step,
  )
}

/** Hints of a nested agent, or of a call that an answer followed, say nothing of the run's end (an escalation does). */
function standingHints({ ordered, logHints }: EndInput, lastAnswer: WorkNode | null): Set<string> {
  const hints = new Set<string>()
  for (const node of ordered) {
    const hint = node.facts.endHint
    if (hint === '' || node.duplicateOf !== null) continue
    const isAgent = node.kind === 'agent' || node.kind === 'workflow'
    const nested = isAgent ? insideAgent(node.parent) : node.scope !== null && insideAgent(node.scope.parent)
    const overtaken =
      !isAgent && lastAnswer !== null && lastAnswer !== node && lastAnswer.facts.startNs > endOf(node.facts)
    if (hint === 'escalated' || (!nested && !overtaken)) hints.add(hint)
  }
  for (const { endHint, timeNs } of logHints) {
    const overtaken = lastAnswer !== null && lastAnswer.facts.startNs > timeNs
    if (endHint === 'escalated' || !overtaken) hints.add(endHint)
  }
  return hints
}

function insideAgent(node: WorkNode | null): boolean {
  return node !== null && node.scope !== null
}

function errorOf(top: WorkNode | null, last: WorkNode | null): string | null {
  for (const node of [top, last]) {
    if (node !== null && (node.facts.status === 'error' || node.call === 'failed')) {
      const message = node.facts.errorMessage || node.facts.errorType
      if (message !== '') return message
    }
  }
  return null
}

function byEnd(a: WorkNode, b: WorkNode): number {
  return compare(endOf(a.facts), endOf(b.facts)) || compare(a.facts.startNs, b.facts.startNs) || compare(a.id, b.id)
}
