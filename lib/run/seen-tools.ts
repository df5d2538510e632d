import type { SeenToolResult } from '#lib/domain/span.ts'
import { warn } from './build-tree.ts'
import { byStart, endOf } from './work-node.ts'
import type { WorkNode } from './work-node.ts'

/** A tool that ran and left no span: only its result in a later model call's input shows it. */
export type SeenTool = { name: string; isError: boolean }

/** Names under which frameworks offer the transfer to another agent: no tool calls. */
const transferTool = /^(?:transfer_(?:back_)?to_|handoff)/i

/** Their spans for tools stand in traces of their own when nothing wraps the agent, so results here repeat them. */
const recordsToolsElsewhere = new Set(['langfuse', 'traceloop', 'openllmetry'])

/** A function that throws leaves no span there: a result without span is that of a failed tool. */
const losesFailedTools = new Set(['traceloop', 'openllmetry'])

/**
 * Executed tools that nothing records. An emitter that records any tool of the run records them all, except
 * where it is known to lose the failing ones; those are found by matching results with the recorded tools.
 */
export function findSeenTools(ordered: readonly WorkNode[], bareCall: boolean): SeenTool[] {
  const calls = ordered.filter((node) => node.kind === 'llm' && node.duplicateOf === null).toSorted(byStart)
  const tools = ordered.filter((node) => node.kind === 'tool' || node.kind === 'handoff').toSorted(byStart)
  const implied = tools.length > 0 ? [] : findImpliedTools(calls)
  if (!calls.some((call) => call.facts.toolResultsSeen.length > 0)) return implied
  const tellers = calls.filter(({ facts }) => {
    return tools.length > 0
      ? losesFailedTools.has(facts.dialect)
      : !(bareCall && recordsToolsElsewhere.has(facts.dialect))
  })
  const unrecorded = withoutRecorded(distinctResults(tellers), tools)
  for (const { call, result } of unrecorded)
    warn(call, 'tool_without_span', `Known only from its result in a model's input: ${result.name}`)
  const seen = unrecorded.map(({ result }) => ({ name: result.name, isError: result.isError || tools.length > 0 }))
  return [...seen, ...implied]
}

/**
 * Where a call's input is not recorded, that it was made at all shows that the tools of the answer before
 * it ran: a model takes no other turn after asking for them.
 */
function findImpliedTools(calls: readonly WorkNode[]): SeenTool[] {
  const shown = new Set(calls.flatMap(({ facts }) => facts.toolResultsSeen.map(({ id, name }) => id || name)))
  const newest = new Map<WorkNode | null, WorkNode>()
  const implied: SeenTool[] = []
  for (const call of calls) {
    const before = newest.get(call.parent)
    if (call.call === 'answered') newest.set(call.parent, call)
    else newest.delete(call.parent)
    if (before === undefined || call.facts.messagesHash !== '' || before.facts.traceId !== call.facts.traceId) continue
    if (endOf(before.facts) > call.facts.startNs) continue
    for (const { id, name } of before.facts.requestedTools) {
      if (transferTool.test(name) || shown.has(id) || shown.has(name)) continue
      warn(before, 'tool_without_span', `Known only from being asked for before the next model call: ${name}`)
      implied.push({ name, isError: false })
    }
  }
  return implied
}

/** A failed tool whose result says that it was refused before it ran is no executed call. */
export function applyRefusals(ordered: readonly WorkNode[]): void {
  const refusals = ordered.flatMap((call) =>
    call.facts.toolResultsSeen.filter((result) => !result.isExecuted).map((result) => ({ call, result })),
  )
  if (refusals.length === 0) return
  const failed = new Set(
    ordered.filter((node) => node.kind === 'tool' && node.facts.status === 'error' && node.facts.toolExecuted),
  )
  for (const { call, result } of refusals) {
    for (const node of failed) {
      const { facts } = node
      const isSame =
        facts.toolCallId === '' || result.id === '' ? facts.toolName === result.name : facts.toolCallId === result.id
      if (!isSame || facts.startNs > call.facts.startNs) continue
      node.facts = { ...facts, toolExecuted: false }
      failed.delete(node)
      break
    }
  }
}

type Sighting = { call: WorkNode; result: SeenToolResult }

/** Each result once: at the last call that was given it; a retry is given the same messages again. */
function distinctResults(calls: readonly WorkNode[]): Sighting[] {
  const byResult = new Map<string, Sighting>()
  for (const call of calls) {
    const { messagesHash, toolResultsSeen } = call.facts
    for (const [index, result] of toolResultsSeen.entries()) {
      if (!result.isExecuted || transferTool.test(result.name)) continue
      byResult.set(result.id || `${messagesHash || call.id}\n${index}`, { call, result })
    }
  }
  return [...byResult.values()]
}

/** What no recorded tool of the same name, begun before the call that was given the result, explains. */
function withoutRecorded(sightings: readonly Sighting[], tools: readonly WorkNode[]): Sighting[] {
  const free = new Set(tools)
  const explain = (sighting: Sighting, explains: (tool: WorkNode) => boolean) => {
    for (const tool of free) {
      if (!explains(tool) || tool.facts.startNs > sighting.call.facts.startNs) continue
      free.delete(tool)
      return true
    }
    return false
  }
  return sightings
    .filter(
      ({ result, call }) =>
        !explain({ result, call }, ({ facts }) => result.id !== '' && facts.toolCallId === result.id),
    )
    .filter(({ result, call }) => !explain({ result, call }, ({ facts }) => facts.toolName === result.name))
}
