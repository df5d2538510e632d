import type { AgentShare, ModelShare, ToolShare } from '#lib/domain/run.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'
import { isAction } from './find-steps.ts'
import type { SeenTool } from './seen-tools.ts'
import { sumUsage } from './sum-usage.ts'
import { compare, isModelKind } from './work-node.ts'
import type { WorkNode } from './work-node.ts'

/** Answered calls, usage and cost per model, embeddings included: with those of tools the costs add up to the run's. */
export function modelShares(ordered: readonly WorkNode[]): ModelShare[] {
  const paid = ordered.filter((node) => node.role === 'own' || (isModelKind(node.kind) && node.call === 'answered'))
  const groups = Map.groupBy(paid, ({ facts }) => `${facts.modelResponse || facts.modelRequested}\n${facts.provider}`)
  const shares = [...groups.values()].map((nodes): ModelShare => {
    const [first] = nodes
    const requested = nodes.map((node) => node.facts.modelRequested).filter((name) => name !== '')
    return {
      model: first?.facts.modelResponse || first?.facts.modelRequested || null,
      requestedModel: requested.toSorted()[0] ?? null,
      provider: first?.facts.provider || null,
      calls: nodes.filter((node) => node.call === 'answered').length,
      usage: sumUsage(nodes.map((node) => node.facts.usage)),
      costUsd: sumUsd(nodes.map((node) => node.cost.costUsd)),
    }
  })
  return shares.toSorted(
    (a, b) => b.calls - a.calls || compare(a.model ?? '', b.model ?? '') || compare(a.provider ?? '', b.provider ?? ''),
  )
}

/** Answered calls and cost per agent; what stands below no agent belongs to the run's. */
export function agentShares(ordered: readonly WorkNode[], agentOfRun: string | null): AgentShare[] {
  const groups = new Map<string, WorkNode[]>()
  for (const node of ordered) {
    const counts = node.kind === 'agent' || node.role === 'own' || node.call !== null
    const name = node.agent ?? agentOfRun
    if (!counts || name === null) continue
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [node])
    else group.push(node)
  }
  const shares = [...groups].map(([name, nodes]): AgentShare => ({
    name,
    calls: nodes.filter((node) => node.kind === 'llm' && node.call === 'answered').length,
    costUsd: sumUsd(nodes.map((node) => node.cost.costUsd)),
  }))
  return shares.toSorted((a, b) => b.calls - a.calls || compare(a.name, b.name))
}

/** Executed tool calls and their errors per tool, also of those that left no span. */
export function toolShares(ordered: readonly WorkNode[], seenTools: readonly SeenTool[]): ToolShare[] {
  const shown = ordered
    .filter(isToolCall)
    .map(({ facts }) => ({ name: facts.toolName || facts.name, isError: facts.status === 'error' }))
  const groups = Map.groupBy([...shown, ...seenTools], ({ name }) => name)
  const shares = [...groups].map(([name, calls]): ToolShare => ({
    name,
    calls: calls.length,
    errors: calls.filter(({ isError }) => isError).length,
  }))
  return shares.toSorted((a, b) => b.calls - a.calls || compare(a.name, b.name))
}

/** An executed tool call, once; sub-agents called as tools are none. */
function isToolCall(node: WorkNode): boolean {
  return node.kind === 'tool' && isAction(node)
}
