import { spanExtras, spanPayload } from '#clickhouse/queries/spans/span-payload.ts'
import { RunRef } from '#lib/domain/access/run-ref.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Run, SpanDetail, SpanNode } from '#lib/domain/run.ts'
import type { ServiceContext } from '../context.ts'
import { assembleRun } from './assemble-run.ts'
import { findNode } from './find-node.ts'
import { loadLogs } from './load-logs.ts'
import { detailOfLog, detailOfSpan } from './node-detail.ts'

/** One row of the tree with everything that was recorded for it. */
export async function getRunSpan({
  ctx,
  run,
  spanId,
}: {
  ctx: ServiceContext
  run: Run
  spanId: string
}): Promise<SpanDetail> {
  const { nodes, logsOfSpan } = await assembleRun({ ctx, run })
  const node = findNode(nodes, run, spanId)
  const logIds = [...(logsOfSpan.get(node.spanId) ?? [])]
  const ref = RunRef.of(ctx.scope, [run])
  if (node.source === 'log') return loadLogDetail(ctx, ref, node, logIds)
  return loadSpanDetail(ctx, ref, node, logIds)
}

type Load = (ctx: ServiceContext, ref: RunRef, node: SpanNode, logIds: string[]) => Promise<SpanDetail>

const loadSpanDetail: Load = async (ctx, ref, node, logIds) => {
  const place = { traceId: node.traceId, spanId: node.spanId, startNs: node.startNs }
  const [[payload], [extras], logs] = await Promise.all([
    spanPayload(ctx.db, ref, place),
    spanExtras(ctx.db, ref, place),
    loadLogs(ctx, ref, logIds),
  ])
  if (payload === undefined) throw new AppError('not_found', `The content of span ${node.spanId} has passed retention.`)
  const prompt = extras && { name: extras.prompt_name, version: extras.prompt_version }
  return detailOfSpan({ node, raw: payload.raw, prompt, logs })
}

const loadLogDetail: Load = async (ctx, ref, node, logIds) => {
  const detail = detailOfLog(node, await loadLogs(ctx, ref, [...new Set([node.spanId, ...logIds])]))
  if (detail === null) throw new AppError('not_found', `The content of log record ${node.spanId} has passed retention.`)
  return detail
}
