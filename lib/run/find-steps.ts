import { byStart, isThinking } from './work-node.ts'
import type { WorkNode } from './work-node.ts'

/** Something that the agent did: a tool or sub-agent call, or one that a model asked for and no span shows. */
export type Action = {
  name: string
  /** '' where the arguments were not recorded. */
  argumentsHash: string
  resultHash: string
  node: WorkNode | null
}

/** One reasoning/action cycle: an answered own model call and what it led to. */
export type Step = { number: number; call: WorkNode; actions: Action[] }

/** A tool looks this many levels up for the calls beside it; further up its agent's calls are searched. */
const nearbyLevels = 4

/** Numbers the steps in order of start and gives each executed tool to the call that led to it. */
export function findSteps(ordered: readonly WorkNode[]): Step[] {
  const calls = ordered
    .filter((node) => isThinking(node) && node.call === 'answered' && !node.underEvaluator)
    .toSorted(byStart)
  const steps = calls.map((call, index): Step => ({ number: index + 1, call, actions: [] }))
  const index = new StepIndex(steps)
  const tools = ordered.filter(isAction).toSorted(byStart)
  for (const tool of tools) {
    const step = index.stepOf(tool)
    if (step === undefined) continue
    tool.step = step.number
    // The agent that asked for it: emitters often write the program's name on its tools.
    if (tool.scope === step.call.scope) tool.agent = step.call.agent
    step.actions.push(actionOf(tool, step.call))
  }
  const results = resultsSeen(calls)
  for (const step of steps) {
    step.call.step = step.number
    addUnseenRequests(step, results)
  }
  for (const node of ordered) if (node.duplicateOf !== null) node.step = node.duplicateOf.step
  return steps
}

/** Executed tools and sub-agents called as tools. */
export function isAction(node: WorkNode): boolean {
  return (
    (node.kind === 'tool' || (node.kind === 'handoff' && node.facts.toolName !== '')) &&
    node.duplicateOf === null &&
    node.facts.toolExecuted
  )
}

function actionOf(node: WorkNode, call: WorkNode): Action {
  const { toolName, toolCallId, toolArgumentsHash, toolResultHash, name } = node.facts
  const asked = toolCallId === '' ? undefined : call.facts.requestedTools.find((tool) => tool.id === toolCallId)
  return {
    name: toolName || asked?.name || name,
    argumentsHash: toolArgumentsHash || asked?.argumentsHash || '',
    resultHash: toolResultHash || node.facts.outputHash,
    node,
  }
}

/** Tool call id → hash of the result that a later call was given. */
function resultsSeen(calls: readonly WorkNode[]): Map<string, string> {
  const results = new Map<string, string>()
  for (const { facts } of calls) {
    for (const { id, resultHash } of facts.toolResultsSeen) if (id !== '') results.set(id, resultHash)
  }
  return results
}

/** A request that no executed tool answers (by id, else by name) is an action that was only asked for. */
function addUnseenRequests(step: Step, results: ReadonlyMap<string, string>): void {
  const left = [...step.actions]
  for (const request of step.call.facts.requestedTools) {
    let seen = request.id === '' ? -1 : left.findIndex((action) => action.node?.facts.toolCallId === request.id)
    if (seen < 0)
      seen = left.findIndex(
        (action) => action.name === request.name && (action.node?.facts.toolCallId === '' || request.id === ''),
      )
    if (seen >= 0) left.splice(seen, 1)
    else
      step.actions.push({
        name: request.name,
        argumentsHash: request.argumentsHash,
        resultHash: results.get(request.id) ?? '',
        node: null,
      })
  }
}

/** Finds the step of a tool: by the id that the model gave it, else by place in the tree, else by time. */
class StepIndex {
  private readonly byToolCallId = new Map<string, Step[]>()
  private readonly nearby = new Map<WorkNode, Step[]>()
  private readonly byScope = new Map<WorkNode | null, Step[]>()
  private readonly all: readonly Step[]

  constructor(steps: readonly Step[]) {
    this.all = steps
    for (const step of steps) {
      for (const { id } of step.call.facts.requestedTools) if (id !== '') push(this.byToolCallId, id, step)
      push(this.byScope, step.call.scope, step)
      let node: WorkNode | null = step.call
      for (let level = 0; node !== null && level <= nearbyLevels; level++) {
        push(this.nearby, node, step)
        if (node === step.call.scope) break
        node = node.parent
      }
    }
  }

  stepOf(tool: WorkNode): Step | undefined {
    const start = tool.facts.startNs
    const asked = this.byToolCallId.get(tool.facts.toolCallId)
    if (asked !== undefined) return latestBefore(asked, start) ?? asked[0]
    const scope = tool.kind === 'handoff' ? (tool.parent?.scope ?? null) : tool.scope
    let node = tool.parent
    for (let level = 0; node !== null && level < nearbyLevels; level++) {
      const step = latestBefore(this.nearby.get(node) ?? [], start)
      if (step !== undefined) return step
      if (node === scope) break
      node = node.parent
    }
    return latestBefore(this.byScope.get(scope) ?? [], start) ?? latestBefore(this.all, start)
  }
}

/** The last step that had begun at a time; steps are sorted by start. */
function latestBefore(steps: readonly Step[], time: bigint): Step | undefined {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    const start = steps[middle]?.call.facts.startNs
    if (start !== undefined && start <= time) low = middle + 1
    else high = middle
  }
  return steps[low - 1]
}

function push<K>(map: Map<K, Step[]>, key: K, step: Step): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [step])
  else known.push(step)
}
