import type { LogFacts } from '#lib/domain/span.ts'
import { topmostAgents } from './assign-agents.ts'
import { byStart, isThinking } from './work-node.ts'
import type { WorkNode } from './work-node.ts'

/** The goal: the user's prompt, else what the topmost agent or the first call was given. */
export function inputPreviewOf(ordered: readonly WorkNode[], logs: readonly LogFacts[]): string {
  const prompt = logs.find((log) => log.role === 'user_prompt' && log.inputPreview !== '')
  if (prompt !== undefined) return prompt.inputPreview
  const calls = ordered.filter((node) => node.call !== null).toSorted(byStart)
  const candidates = [...topmostAgents(ordered), ...calls, ...ordered].map((node) => node.facts.inputPreview)
  // Wrappers around functions record their arguments; what a person or program asked reads better.
  return candidates.find((text) => text !== '' && !/^[[{]/.test(text)) ?? candidates.find((text) => text !== '') ?? ''
}

/** The final answer: the last one of the run's own agent that asks for no more tools, else what the agent returned. */
export function outputPreviewOf(ordered: readonly WorkNode[]): string {
  const calls = ordered
    .filter((node) => isThinking(node) && node.call === 'answered' && !node.underEvaluator)
    .toSorted(byStart)
  const answer = calls.findLast(
    ({ facts, scope }) =>
      facts.hasAnswer && facts.requestedTools.length === 0 && facts.outputPreview !== '' && scope?.kind !== 'handoff',
  )
  const top = topmostAgents(ordered).findLast((node) => node.facts.outputPreview !== '')
  return (
    answer?.facts.outputPreview ||
    top?.facts.outputPreview ||
    calls.findLast(({ facts }) => facts.outputPreview !== '')?.facts.outputPreview ||
    ''
  )
}
