import { assignAgents } from './assign-agents.ts'
import { assignRoles } from './assign-roles.ts'
import { buildTree } from './build-tree.ts'
import { joinCliLogs } from './cli-calls.ts'
import { dedupeLogs, dedupeSpans } from './dedupe.ts'
import { costShares } from './cost-shares.ts'
import { describeRun, isBareCall } from './describe-run.ts'
import { findLoops } from './find-loops.ts'
import { findSteps } from './find-steps.ts'
import { joinLogs } from './joined-logs.ts'
import { presentNodes } from './present-nodes.ts'
import { priceNodes } from './price-nodes.ts'
import { groupRecords } from './run-group.ts'
import type { RunGroup } from './run-group.ts'
import { applyRefusals, findSeenTools } from './seen-tools.ts'
import type { AssembledRun, AssembleInput, RunRecords } from './types.ts'
import { compare } from './work-node.ts'

/**
 * The only place that judges: from stored facts to runs. Pure; any order, repetition or batching of the
 * same records gives the same runs.
 */
export function assembleRuns(input: AssembleInput): AssembledRun[] {
  const groups = groupRecords(dedupeSpans(input.spans), dedupeLogs(input.logs))
  const runs = groups.map((group) => assembleRun(group, input)).filter((assembled) => assembled !== null)
  return runs.toSorted(
    (a, b) => compare(BigInt(a.run.startedAt), BigInt(b.run.startedAt)) || compare(a.run.runId, b.run.runId),
  )
}

/** Null when the records show no agent, model or tool at work. */
function assembleRun(group: RunGroup, input: AssembleInput): AssembledRun | null {
  const joined = group.origin === 'cli' ? joinCliLogs(group.spans, group.logs) : joinLogs(group.spans, group.logs)
  const ordered = buildTree(joined.spans, joined.fromLogs)
  if (ordered.every((node) => node.kind === 'plain')) return null
  assignRoles(ordered)
  applyRefusals(ordered)
  assignAgents(ordered)
  priceNodes(ordered, input.prices)
  const steps = findSteps(ordered)
  const loops = findLoops(steps)
  const seenTools = findSeenTools(ordered, isBareCall(group, ordered))
  const run = describeRun({ group, ordered, steps, loops, seenTools, input })
  return {
    run,
    nodes: presentNodes(ordered),
    loops: loops.loops,
    costShares: costShares(ordered, run.agent, loops.repeatedCalls),
    logsOfSpan: joined.logsOfSpan,
    costOfSpan: new Map(
      ordered
        .filter(({ cost }) => cost.status !== 'none')
        .map(({ id, cost, facts }) => [id, { cost, serviceTier: facts.serviceTier }]),
    ),
    records: recordsOf(group),
  }
}

function recordsOf({ spans, logs }: RunGroup): RunRecords {
  return {
    spans: spans.map(({ traceId, spanId, startNs, rawBytes }) => ({ traceId, spanId, startNs, bytes: rawBytes })),
    logs: logs.map(({ logId, timeNs, rawBytes }) => ({ logId, timeNs, bytes: rawBytes })),
  }
}
