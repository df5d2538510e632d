import type { Run, SpanDetail, SpanNode } from '#lib/domain/run.ts'
import { recordBatches } from '#lib/export/record-batches.ts'
import type { AssembledRun } from '#lib/run/types.ts'
import { assembleRun } from '../runs/assemble-run.ts'
import { joinedLog } from '../runs/span-detail.ts'
import { loadRawLogs, type RunExportContext } from './load-records.ts'
import { NodeDetails } from './node-details.ts'

/**
 * Everything that the API answers about a run, as one JSON document: `run`, `loops`, `spans` (the tree, flat and
 * depth-first, each with its payload) and `logs`, the records that belong to no span.
 */
export async function* exportRunJson(context: RunExportContext, run: Run): AsyncGenerator<string> {
  const assembled = await assembleRun({ ctx: context.ctx, run })
  yield `{"run":${JSON.stringify(run)},\n"loops":${JSON.stringify(assembled.loops)},\n"spans":[`
  yield* joined(spanDetails(context, assembled))
  yield '\n],\n"logs":['
  yield* joined(otherLogs(context, assembled))
  yield '\n]}\n'
}

async function* spanDetails(context: RunExportContext, assembled: AssembledRun): AsyncGenerator<SpanDetail[]> {
  const details = new NodeDetails(context, assembled)
  const bytesOf = (node: SpanNode) => details.bytesOf(node)
  for (const batch of recordBatches(assembled.nodes, bytesOf)) yield await details.load(batch)
}

async function* otherLogs(
  context: RunExportContext,
  { nodes, logsOfSpan, records }: AssembledRun,
): AsyncGenerator<object[]> {
  const inTree = new Set([...logsOfSpan.values()].flat())
  for (const { source, spanId } of nodes) if (source === 'log') inTree.add(spanId)
  const others = records.logs.filter(({ logId }) => !inTree.has(logId))
  for (const batch of recordBatches(others, ({ bytes }) => bytes)) {
    const logs = await loadRawLogs(context, batch)
    yield logs.map((log) => ({ ...joinedLog(log), raw: log.record }))
  }
}

/** The entries of a JSON array, one a line. */
async function* joined(batches: AsyncIterable<object[]>): AsyncGenerator<string> {
  let separator = '\n'
  for await (const batch of batches) {
    yield separator + batch.map((entry) => JSON.stringify(entry)).join(',\n')
    separator = ',\n'
  }
}
