import { encodeNodes } from '#lib/domain/encode-nodes.ts'
import type { RunSpanColumns } from '#lib/domain/run-columns.ts'
import type { Run, RunSpans } from '#lib/domain/run.ts'
import type { ServiceContext } from '../context.ts'
import { assembleRun } from './assemble-run.ts'

/** Beyond this a tree is cut: the rows above stay a valid depth-first list. */
const maxNodes = 50_000

/** The run's tree, flat and depth-first, without payloads. */
export async function listRunSpans({ ctx, run }: { ctx: ServiceContext; run: Run }): Promise<RunSpans> {
  const { nodes, loops } = await assembleRun({ ctx, run })
  return { runId: run.runId, version: run.version, nodes: nodes.slice(0, maxNodes), loops, totalCount: nodes.length }
}

/** The same by field. */
export async function listRunSpanColumns(input: { ctx: ServiceContext; run: Run }): Promise<RunSpanColumns> {
  const { nodes, ...rest } = await listRunSpans(input)
  return { ...rest, count: nodes.length, columns: encodeNodes(nodes) }
}
