import type { ChargedTokens, CostShare } from '#lib/domain/cost.ts'
import { ExtraUnit, type ExtraUnits, type Usage } from '#lib/domain/usage.ts'
import { formatUsd, parseUsd } from '#lib/pricing/fixed-usd.ts'
import type { FixedUsd } from '#lib/pricing/fixed-usd.ts'
import { wholeTokens } from '#lib/pricing/count-classes.ts'
import { chargedUnits, splitUnits } from '#lib/pricing/split-units.ts'
import { compare } from './work-node.ts'
import type { WorkNode } from './work-node.ts'

/** Costs by kind, agent, model or tool, and by whether the price is known; `agentOfRun` stands for calls below no agent. */
export function costShares(
  ordered: readonly WorkNode[],
  agentOfRun: string | null,
  repeatedCalls: ReadonlySet<WorkNode>,
): CostShare[] {
  const paid = ordered.filter((node) => node.cost.status !== 'none')
  const groups = Map.groupBy(paid, (node) => keyOf(node, agentOfRun))
  const shares = [...groups].map(([key, nodes]) => ({ key, share: shareOf(nodes, agentOfRun, repeatedCalls) }))
  return shares.toSorted((a, b) => compare(a.key, b.key)).map(({ share }) => share)
}

function keyOf(node: WorkNode, agentOfRun: string | null): string {
  const { agent, facts, cost, kind } = node
  const names = [agent ?? agentOfRun, facts.provider, modelOf(node), toolOf(node), cost.status, kind]
  return JSON.stringify(names)
}

function shareOf(
  nodes: readonly WorkNode[],
  agentOfRun: string | null,
  repeatedCalls: ReadonlySet<WorkNode>,
): CostShare {
  const [first] = nodes
  if (first === undefined || first.cost.status === 'none') throw new Error('a share of no paid call')
  return {
    kind: first.kind,
    agent: first.agent ?? agentOfRun,
    provider: first.facts.provider || null,
    model: modelOf(first),
    tool: toolOf(first),
    status: first.cost.status,
    calls: nodes.filter(({ call, kind }) => call === 'answered' || kind === 'tool').length,
    failedCalls: nodes.filter((node) => node.call === 'failed').length,
    tokens: sumTokens(nodes),
    units: sumUnits(nodes),
    costUsd: costOf(nodes),
    failedCostUsd: costOf(nodes.filter((node) => node.call === 'failed')),
    loopCostUsd: costOf(nodes.filter((node) => repeatedCalls.has(node))),
    cacheSavedUsd: sumFixed(nodes.map((node) => node.cost.cacheSaved)),
  }
}

function modelOf({ kind, facts }: WorkNode): string | null {
  return kind === 'tool' ? null : facts.modelResponse || facts.modelRequested || null
}

function toolOf({ kind, facts }: WorkNode): string | null {
  return kind === 'tool' ? facts.toolName || facts.name : null
}

function costOf(nodes: readonly WorkNode[]): string | null {
  return sumFixed(nodes.map(({ cost }) => (cost.costUsd === null ? null : parseUsd(cost.costUsd))))
}

/** Unknown only where every amount is; nothing summed is unknown too. */
function sumFixed(amounts: readonly (FixedUsd | null)[]): string | null {
  const known = amounts.filter((amount) => amount !== null)
  return known.length === 0 ? null : formatUsd(known.reduce((sum, amount) => sum + amount, 0n))
}

function sumTokens(nodes: readonly WorkNode[]): ChargedTokens {
  const sum = { inputUncached: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0, cacheWriteOther: 0, output: 0, reasoning: 0 } // prettier-ignore
  for (const { role, facts } of nodes) {
    if (role !== 'own' || facts.usage === null) continue
    const charged = chargedTokens(facts.usage, facts.extraUnits)
    sum.inputUncached += charged.inputUncached
    sum.cacheRead += charged.cacheRead
    sum.cacheWrite5m += charged.cacheWrite5m
    sum.cacheWrite1h += charged.cacheWrite1h
    sum.cacheWriteOther += charged.cacheWriteOther
    sum.output += charged.output
    sum.reasoning += charged.reasoning
  }
  return sum
}

/** Hardly any call has units beside its text: then there is nothing to add. */
function sumUnits(nodes: readonly WorkNode[]): ExtraUnits {
  const sum: ExtraUnits = {}
  for (const { role, facts } of nodes) {
    if (role !== 'own' || facts.usage === null || Object.keys(facts.extraUnits).length === 0) continue
    const charged = chargedUnits(wholeTokens(facts.usage), facts.extraUnits)
    for (const unit of ExtraUnit.options) {
      const count = charged[unit]
      if (count !== undefined) sum[unit] = (sum[unit] ?? 0) + count
    }
  }
  return sum
}

/** The tokens of one call in the classes in which `priceUsage` charges them. */
function chargedTokens(usage: Usage, units: ExtraUnits): ChargedTokens {
  const { output, counts } = splitUnits(wholeTokens(usage), units)
  const cacheRead = usage.cacheReadTokens ?? 0
  const cacheWrite5m = usage.cacheWrite5mTokens ?? 0
  const cacheWrite1h = usage.cacheWrite1hTokens ?? 0
  const cacheWrite = Math.max(usage.cacheWriteTokens ?? 0, cacheWrite5m + cacheWrite1h)
  const known = (usage.inputUncachedTokens ?? 0) + cacheRead + (usage.cacheWriteTokens ?? 0)
  return {
    inputUncached: (usage.inputUncachedTokens ?? 0) + Math.max(0, (usage.inputTokens ?? known) - known),
    cacheRead,
    cacheWrite5m,
    cacheWrite1h,
    cacheWriteOther: cacheWrite - cacheWrite5m - cacheWrite1h,
    // Of an unknown output at least the audio, images and video that are told.
    output: usage.outputTokens ?? output + counts.outputAudio + counts.outputImage + counts.outputVideo,
    reasoning: Math.min(usage.reasoningTokens ?? 0, output),
  }
}
